import { AllowTransfer } from "../../../generated/messages/allow-transfer.ts";
import { ApproveTransfer } from "../../../generated/messages/approve-transfer.ts";
import { CloseAccount } from "../../../generated/messages/close-account.ts";
import { DenyTransfer } from "../../../generated/messages/deny-transfer.ts";
import { LoadCredits } from "../../../generated/messages/load-credits.ts";
import { OpenAccount } from "../../../generated/messages/open-account.ts";
import { PayMerchant } from "../../../generated/messages/pay-merchant.ts";
import { RegisterMerchant } from "../../../generated/messages/register-merchant.ts";
import { RejectTransfer } from "../../../generated/messages/reject-transfer.ts";
import { TransferCredits } from "../../../generated/messages/transfer-credits.ts";

/** The contract's own classes of the commands that a client can send. */
export const commandClasses = {
  AllowTransfer,
  ApproveTransfer,
  CloseAccount,
  DenyTransfer,
  LoadCredits,
  OpenAccount,
  PayMerchant,
  RegisterMerchant,
  RejectTransfer,
  TransferCredits,
};
