import type { AccountCommand, AccountStream } from "../../generated/streams/account.ts";
import type { AccountState } from "./state.ts";

/** Whom to tell of refused and failed commands, and what. */
export const notify: AccountStream<AccountState>["notify"] = {
  CommandRejected: ({ command, code, message }, account) => ({
    recipient: recipientOf(command, account),
    commandId: command.envelope.id,
    command: command.name,
    code,
    message,
  }),
  CommandFailed: ({ command, deadLetter }, account) => ({
    recipient: recipientOf(command, account),
    commandId: command.envelope.id,
    command: command.name,
    deadLetter,
  }),
};

/**
 * Who sent the command, where it says so; else the owner of the account that it is about. Who asks to open an account names
 * the owner; that must not reach the owner of an account that exists already, just as a reviewer's mistake is no news for the
 * sender. Where there is no such account the recipient is the account id.
 */
function recipientOf(command: AccountCommand, account: AccountState | undefined): string {
  switch (command.name) {
    case "OpenAccount":
      return command.data.owner;
    case "ApproveTransfer":
    case "RejectTransfer":
      return command.data.reviewer;
    case "AllowTransfer":
    case "DenyTransfer":
      return command.data.guardian;
    default:
      if (account !== undefined && account.status !== "none") return account.owner;
      return command.envelope.streamid ?? "";
  }
}
