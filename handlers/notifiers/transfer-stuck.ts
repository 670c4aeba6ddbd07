import type { TransferStuckNotifier } from "../../generated/notifiers.ts";

/** Tells the sender that an operator has to help. */
export const transferStuck: TransferStuckNotifier = {
  transfer: ({ started: { data }, deadLetter }) => ({
    recipient: data.owner ?? data.fromAccountId,
    transferId: data.transferId,
    fromAccountId: data.fromAccountId,
    toAccountId: data.toAccountId,
    amount: data.amount,
    currency: data.currency,
    deadLetter,
  }),
};
