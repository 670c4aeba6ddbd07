import { CloseAccount } from "../../../generated/messages/close-account.ts";
import { LoadCredits } from "../../../generated/messages/load-credits.ts";
import { OpenAccount } from "../../../generated/messages/open-account.ts";
import { TransferCredits } from "../../../generated/messages/transfer-credits.ts";

/** The contract's own classes of the commands that a client can send. */
export const commandClasses = { OpenAccount, LoadCredits, TransferCredits, CloseAccount };
