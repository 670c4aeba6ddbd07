import type { TransfersProjection } from "../../generated/read-models/transfers.ts";
import type { Transfer } from "../../generated/types.ts";

/** What every event of a transfer says. */
interface Step {
  readonly data: { readonly fromAccountId: string };
  readonly envelope: { readonly time: string; readonly streamversion?: number };
}

/**
 * Every transfer as it stands, from its sender's side: all these events are of one stream, so their order is certain. Two
 * senders may have chosen the same transfer id; the document is the first one's then.
 */
export const transfers: TransfersProjection = {
  CreditsReserved(event, known) {
    const { owner: _owner, guardian: _guardian, ...transfer } = event.data;
    if (known !== undefined && known.fromAccountId !== transfer.fromAccountId) return undefined;
    const at = event.envelope.time;
    return {
      ...transfer,
      status: "pending",
      requestedAt: at,
      updatedAt: at,
      version: event.envelope.streamversion ?? 0,
    };
  },
  GuardianAsked: (event, transfer) =>
    move(transfer, event, { status: "awaiting-guardian", guardian: event.data.guardian, until: event.data.until }),
  GuardianAllowed: (event, transfer) =>
    move(transfer, event, { status: "guardian-allowed", ...saidBy("guardianReason", event.data.reason) }),
  GuardianDenied: (event, transfer) =>
    move(transfer, event, { status: "guardian-denied", ...saidBy("guardianReason", event.data.reason) }),
  TransferHeld: (event, transfer) => move(transfer, event, { status: "held", until: event.data.decideBy }),
  TransferApproved: (event, transfer) =>
    move(transfer, event, {
      status: "approved",
      reviewer: event.data.reviewer,
      ...saidBy("reviewReason", event.data.reason),
    }),
  TransferRejected: (event, transfer) =>
    move(transfer, event, { status: "rejected", reviewer: event.data.reviewer, reviewReason: event.data.reason }),
  TransferExpired: (event, transfer) => move(transfer, event, { status: "expired" }),
  TransferSettled: (event, transfer) => move(transfer, event, { status: "settled" }),
  TransferReleased: (event, transfer) => move(transfer, event, { status: "returned", reason: event.data.reason }),
};

/** The next status. `until` says how long it may last and ends with it. */
function move(
  transfer: Transfer | undefined,
  { data, envelope }: Step,
  change: Partial<Transfer> & Pick<Transfer, "status">,
): Transfer | undefined {
  if (transfer === undefined || transfer.fromAccountId !== data.fromAccountId) return undefined;
  const { until: _until, ...rest } = transfer;
  return { ...rest, ...change, updatedAt: envelope.time, version: envelope.streamversion ?? transfer.version };
}

function saidBy(field: "guardianReason" | "reviewReason", reason: string | undefined): Partial<Transfer> {
  return reason === undefined ? {} : { [field]: reason };
}
