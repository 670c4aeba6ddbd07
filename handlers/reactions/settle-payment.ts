import { ReleasePayment } from "../../generated/messages/release-payment.ts";
import { SettlePayment } from "../../generated/messages/settle-payment.ts";
import type { SettlePaymentReaction } from "../../generated/reactions.ts";

/** Once the merchant has answered, ends the payer's hold or gives the credits back. */
export const settlePayment: SettlePaymentReaction = {
  PaymentTaken: ({ data: { paymentId, fromAccountId } }) => [SettlePayment.create({ paymentId, fromAccountId })],
  PaymentRefused: ({ data: { paymentId, fromAccountId, reason } }) => [
    ReleasePayment.create({ paymentId, fromAccountId, reason }),
  ],
};
