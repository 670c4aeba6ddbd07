import { keyOf, type Review } from "../events/facts.ts";
import type { Store } from "../store/store.ts";
import type { Party, TransferView } from "../views.ts";

/** What reviewers see of a review. */
export function viewOf(review: Review, store: Pick<Store, "owner">): TransferView {
  const { transfer, held, decision, ending } = review;
  const party = (accountId: string): Party => ({ accountId, ...store.owner(accountId) });
  return {
    key: keyOf(transfer),
    transferId: transfer.transferId,
    from: party(transfer.fromAccountId),
    to: party(transfer.toAccountId),
    amount: transfer.amount,
    currency: transfer.currency,
    status: decision?.verdict ?? (ending?.kind === "settled" ? "approved" : (ending?.kind ?? "held")),
    ...(held && { heldAt: held.at, until: held.until }),
    ...(decision && { decidedAt: decision.at }),
    ...(decision?.reviewer !== undefined && { reviewer: decision.reviewer }),
    ...(decision?.reason !== undefined && { reason: decision.reason }),
    ...(ending && { ending: ending.kind }),
    ...(ending?.reason !== undefined && { endingReason: ending.reason }),
  };
}
