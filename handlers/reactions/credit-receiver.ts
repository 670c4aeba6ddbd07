import { CreditTransfer } from "../../generated/messages/credit-transfer.ts";
import type { CreditReceiverReaction } from "../../generated/reactions.ts";

/** Once the sender's credits are on hold, asks the receiver to take them. */
export const creditReceiver: CreditReceiverReaction = {
  CreditsReserved: ({ data: { owner: _owner, guardian: _guardian, ...transfer } }) => [CreditTransfer.create(transfer)],
};
