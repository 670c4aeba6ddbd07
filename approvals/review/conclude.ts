import type { Fact, TransferCore } from "../events/facts.ts";
import type { Transfer } from "./platform.ts";

const instant = (text: string) => new Date(text).toISOString();

/**
 * What the platform's read model tells about a review, for when events were missed. Undefined when it tells nothing, because
 * the transfer was never held for review.
 */
export function conclude(transfer: Transfer): Fact | undefined {
  const at = instant(transfer.updatedAt);
  const core = coreOf(transfer);
  const by = {
    at,
    ...(transfer.reviewer !== undefined && { reviewer: transfer.reviewer }),
    ...(transfer.reviewReason !== undefined && { reason: transfer.reviewReason }),
    concluded: true,
  } as const;
  const decision = (verdict: "approved" | "rejected" | "expired") => ({ verdict, ...by });
  switch (transfer.status) {
    case "held":
      return { transfer: core, held: { at, until: instant(transfer.until ?? transfer.updatedAt), concluded: true } };
    case "approved":
    case "rejected":
    case "expired":
      return { transfer: core, decision: decision(transfer.status) };
    case "settled":
      if (transfer.reviewer === undefined) return undefined;
      return { transfer: core, decision: decision("approved"), ending: { kind: "settled", at, concluded: true } };
    case "returned": {
      const { reason } = transfer;
      const ending = { kind: "released", at, ...(reason !== undefined && { reason }), concluded: true } as const;
      if (reason === "review-rejected") return { transfer: core, decision: decision("rejected"), ending };
      if (reason === "review-expired") return { transfer: core, decision: decision("expired"), ending };
      if (transfer.reviewer === undefined) return undefined;
      return { transfer: core, decision: decision("approved"), ending };
    }
    default:
      return undefined;
  }
}

const coreOf = ({ transferId, fromAccountId, toAccountId, amount, currency }: Transfer): TransferCore => ({
  transferId,
  fromAccountId,
  toAccountId,
  amount,
  currency,
});
