// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Draft, React } from "eventwright/codegen/v1";
import type { CreditsReceived } from "./messages/credits-received.ts";
import type { CreditsRefused } from "./messages/credits-refused.ts";
import type { CreditsReserved } from "./messages/credits-reserved.ts";
import type { PaymentRefused } from "./messages/payment-refused.ts";
import type { PaymentReserved } from "./messages/payment-reserved.ts";
import type { PaymentTaken } from "./messages/payment-taken.ts";
import type {
  CreditTransferData,
  ReleasePaymentData,
  ReleaseTransferData,
  SettlePaymentData,
  SettleTransferData,
  TakePaymentData,
} from "./types.ts";

/**
 * What you write for the reaction creditMerchant. Once the payer's credits are on hold, asks the merchant to take them.
 */
export interface CreditMerchantReaction {
  readonly PaymentReserved: React<PaymentReserved, Draft<"TakePayment", TakePaymentData>>;
}

/**
 * What you write for the reaction creditReceiver. Once the sender's credits are on hold, asks the receiver to take
 * them.
 */
export interface CreditReceiverReaction {
  readonly CreditsReserved: React<CreditsReserved, Draft<"CreditTransfer", CreditTransferData>>;
}

/**
 * What you write for the reaction settlePayment. Once the merchant has answered, ends the payer's hold or gives the
 * credits back.
 */
export interface SettlePaymentReaction {
  readonly PaymentRefused: React<
    PaymentRefused,
    | Draft<"ReleasePayment", ReleasePaymentData>
    | Draft<"SettlePayment", SettlePaymentData>
  >;
  readonly PaymentTaken: React<
    PaymentTaken,
    | Draft<"ReleasePayment", ReleasePaymentData>
    | Draft<"SettlePayment", SettlePaymentData>
  >;
}

/**
 * What you write for the reaction settleSender. Once the receiver has answered, ends the sender's hold or gives the
 * credits back.
 */
export interface SettleSenderReaction {
  readonly CreditsReceived: React<
    CreditsReceived,
    | Draft<"ReleaseTransfer", ReleaseTransferData>
    | Draft<"SettleTransfer", SettleTransferData>
  >;
  readonly CreditsRefused: React<
    CreditsRefused,
    | Draft<"ReleaseTransfer", ReleaseTransferData>
    | Draft<"SettleTransfer", SettleTransferData>
  >;
}
