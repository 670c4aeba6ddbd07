import { reject } from "eventwright";
import { MerchantRegistered } from "../../generated/messages/merchant-registered.ts";
import { PaymentRefused } from "../../generated/messages/payment-refused.ts";
import { PaymentTaken } from "../../generated/messages/payment-taken.ts";
import type { MerchantStream } from "../../generated/streams/merchant.ts";
import type { PaymentRefusal } from "../../generated/types.ts";
import { feeOfPayment } from "../money/fees.ts";
import type { MerchantState } from "./state.ts";

/** The business rules of a merchant: one decider a command. */
export const decide: MerchantStream<MerchantState>["decide"] = {
  RegisterMerchant({ data }, merchant) {
    if (merchant.status !== "none") return reject("merchant-exists");
    return [MerchantRegistered.create(data)];
  },

  // A merchant keeps no list of the payments that it took, which would grow for ever: the command is sent once for each
  // hold of a payer, and a command that is delivered twice is decided once.
  TakePayment({ data }, merchant) {
    const reason = refusalOf(data.amount, data.currency, merchant);
    if (reason !== undefined) {
      const { note: _note, ...payment } = data;
      return [PaymentRefused.create({ ...payment, reason })];
    }
    const fee = feeOfPayment(data.amount);
    return [PaymentTaken.create({ ...data, fee, credited: data.amount - fee })];
  },
};

/** Why a merchant cannot take a payment; undefined when it can. */
function refusalOf(amount: number, currency: string, merchant: MerchantState): PaymentRefusal | undefined {
  if (merchant.status === "none") return "merchant-not-found";
  if (merchant.currency !== currency) return "currency-mismatch";
  return Number.isSafeInteger(merchant.gross + amount) ? undefined : "balance-limit";
}
