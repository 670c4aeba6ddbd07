import { TakePayment } from "../../generated/messages/take-payment.ts";
import type { CreditMerchantReaction } from "../../generated/reactions.ts";

/** Once the payer's credits are on hold, asks the merchant to take them. */
export const creditMerchant: CreditMerchantReaction = {
  PaymentReserved: ({ data }) => [TakePayment.create(data)],
};
