import type { TakingsProjection } from "../../generated/read-models/takings.ts";

/** What every merchant was paid so far. */
export const takings: TakingsProjection = {
  MerchantRegistered: ({ data, envelope }) => ({
    ...data,
    payments: 0,
    gross: 0,
    fees: 0,
    net: 0,
    version: envelope.streamversion ?? 0,
  }),
  PaymentTaken: ({ data, envelope }, merchant) =>
    merchant && {
      ...merchant,
      payments: merchant.payments + 1,
      gross: merchant.gross + data.amount,
      fees: merchant.fees + data.fee,
      net: merchant.net + data.credited,
      version: envelope.streamversion ?? merchant.version,
    },
};
