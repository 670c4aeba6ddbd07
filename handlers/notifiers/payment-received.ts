import type { PaymentReceivedNotifier } from "../../generated/notifiers.ts";

/** Tells a merchant's owner who paid what. */
export const paymentReceived: PaymentReceivedNotifier = {
  PaymentTaken: ({ data }, merchant) => merchant && { ...data, recipient: merchant.owner },
};
