import type { TransferProgressedNotifier } from "../../generated/notifiers.ts";
import type { Account, TransferProgressedData } from "../../generated/types.ts";

/** What every event of a transfer under way says. */
type Step = Pick<TransferProgressedData, "transferId" | "fromAccountId" | "toAccountId" | "amount" | "currency">;

/** Tells the sender how far a transfer has come. */
export const transferProgressed: TransferProgressedNotifier = {
  GuardianAsked: ({ data }, account) => tell(account, data, { status: "awaiting-guardian", until: data.until }),
  GuardianAllowed: ({ data }, account) => tell(account, data, { status: "guardian-allowed", ...because(data) }),
  GuardianDenied: ({ data }, account) => tell(account, data, { status: "guardian-denied", ...because(data) }),
  TransferHeld: ({ data }, account) => tell(account, data, { status: "held", until: data.decideBy }),
  TransferApproved: ({ data }, account) => tell(account, data, { status: "approved", ...because(data) }),
  TransferRejected: ({ data }, account) => tell(account, data, { status: "rejected", ...because(data) }),
  TransferExpired: ({ data }, account) => tell(account, data, { status: "expired" }),
  TransferSettled: ({ data }, account) => tell(account, data, { status: "settled" }),
  TransferReleased: ({ data }, account) => tell(account, data, { status: "returned", reason: data.reason }),
};

function tell(
  account: Account | undefined,
  { transferId, fromAccountId, toAccountId, amount, currency }: Step,
  news: Pick<TransferProgressedData, "status" | "reason" | "until">,
): TransferProgressedData | undefined {
  return account && { recipient: account.owner, transferId, fromAccountId, toAccountId, amount, currency, ...news };
}

function because({ reason }: { readonly reason?: string }) {
  return reason === undefined ? {} : { reason };
}
