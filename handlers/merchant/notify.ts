import type { MerchantCommand, MerchantStream } from "../../generated/streams/merchant.ts";
import type { MerchantState } from "./state.ts";

/** Whom to tell of refused and failed commands, and what. */
export const notify: MerchantStream<MerchantState>["notify"] = {
  CommandRejected: ({ command, code, message }, merchant) => ({
    recipient: recipientOf(command, merchant),
    commandId: command.envelope.id,
    command: command.name,
    code,
    message,
  }),
  CommandFailed: ({ command, deadLetter }, merchant) => ({
    recipient: recipientOf(command, merchant),
    commandId: command.envelope.id,
    command: command.name,
    deadLetter,
  }),
};

/** Who asks to register names the owner; a payment concerns the merchant's. Where there is none it is the merchant id. */
function recipientOf(command: MerchantCommand, merchant: MerchantState | undefined): string {
  if (command.name === "RegisterMerchant") return command.data.owner;
  if (merchant !== undefined && merchant.status !== "none") return merchant.owner;
  return command.envelope.streamid ?? "";
}
