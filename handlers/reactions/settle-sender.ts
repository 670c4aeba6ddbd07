import { ReleaseTransfer } from "../../generated/messages/release-transfer.ts";
import { SettleTransfer } from "../../generated/messages/settle-transfer.ts";
import type { SettleSenderReaction } from "../../generated/reactions.ts";

/** Once the receiver has answered, ends the sender's hold or gives the credits back. */
export const settleSender: SettleSenderReaction = {
  CreditsReceived: ({ data: { transferId, fromAccountId } }) => [SettleTransfer.create({ transferId, fromAccountId })],
  CreditsRefused: ({ data: { transferId, fromAccountId, reason } }) => [
    ReleaseTransfer.create({ transferId, fromAccountId, reason }),
  ],
};
