import { reject } from "eventwright";
import { PaymentReleased } from "../../../generated/messages/payment-released.ts";
import { PaymentReserved } from "../../../generated/messages/payment-reserved.ts";
import { PaymentSettled } from "../../../generated/messages/payment-settled.ts";
import type { AccountStream } from "../../../generated/streams/account.ts";
import type { AccountState } from "../state.ts";
import { paymentOf } from "./holds.ts";

/** The payer's side of a payment to a merchant. */
export const payments: Pick<AccountStream<AccountState>["decide"], "PayMerchant" | "SettlePayment" | "ReleasePayment"> =
  {
    PayMerchant({ data }, account) {
      if (account.status === "none") return reject("account-not-found");
      if (account.status === "closed") return reject("account-closed");
      if (account.currency !== data.currency) return reject("currency-mismatch");
      if (account.payments[data.paymentId] !== undefined) return reject("payment-exists");
      if (account.balance < data.amount) return reject("insufficient-credits");
      return [PaymentReserved.create(data)];
    },

    SettlePayment({ data }, account) {
      const payment = paymentOf(data, account);
      return payment === undefined ? [] : [PaymentSettled.create(payment)];
    },

    ReleasePayment({ data }, account) {
      const payment = paymentOf(data, account);
      return payment === undefined ? [] : [PaymentReleased.create({ ...payment, reason: data.reason })];
    },
  };
