import type { TransferReceivedNotifier } from "../../generated/notifiers.ts";

/** Tells the receiver who sent what. */
export const transferReceived: TransferReceivedNotifier = {
  CreditsReceived: ({ data }, account) =>
    account && {
      recipient: account.owner,
      accountId: data.toAccountId,
      transferId: data.transferId,
      fromAccountId: data.fromAccountId,
      amount: data.amount,
      currency: data.currency,
      ...(data.note === undefined ? {} : { note: data.note }),
    },
};
