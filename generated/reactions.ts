// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Draft, React } from "eventwright/codegen/v1";
import type { PaymentRefused } from "./messages/payment-refused.ts";
import type { PaymentReserved } from "./messages/payment-reserved.ts";
import type { PaymentTaken } from "./messages/payment-taken.ts";
import type { ReleasePaymentData, SettlePaymentData, TakePaymentData } from "./types.ts";

/**
 * What you write for the reaction creditMerchant. Once the payer's credits are on hold, asks the merchant to take them.
 */
export interface CreditMerchantReaction {
  readonly PaymentReserved: React<PaymentReserved, Draft<"TakePayment", TakePaymentData>>;
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
