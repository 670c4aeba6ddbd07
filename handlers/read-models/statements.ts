import type { StatementsProjection } from "../../generated/read-models/statements.ts";

/** What has moved on an account's balance, one line a movement. */
export const statements: StatementsProjection = {
  CreditsLoaded: ({ data, envelope }) => ({
    ...lineOf(envelope),
    accountId: data.accountId,
    kind: "load",
    amount: data.credited,
    fee: data.fee,
    currency: data.currency,
    loadId: data.loadId,
  }),
  CreditsReserved: ({ data, envelope }) => ({
    ...lineOf(envelope),
    accountId: data.fromAccountId,
    kind: "transfer-sent",
    amount: -data.amount,
    currency: data.currency,
    transferId: data.transferId,
    counterparty: data.toAccountId,
    ...(data.note === undefined ? {} : { note: data.note }),
  }),
  CreditsReceived: ({ data, envelope }) => ({
    ...lineOf(envelope),
    accountId: data.toAccountId,
    kind: "transfer-received",
    amount: data.amount,
    currency: data.currency,
    transferId: data.transferId,
    counterparty: data.fromAccountId,
    ...(data.note === undefined ? {} : { note: data.note }),
  }),
  TransferReleased: ({ data, envelope }) => ({
    ...lineOf(envelope),
    accountId: data.fromAccountId,
    kind: "transfer-returned",
    amount: data.amount,
    currency: data.currency,
    transferId: data.transferId,
    counterparty: data.toAccountId,
  }),
  PaymentReserved: ({ data, envelope }) => ({
    ...lineOf(envelope),
    accountId: data.fromAccountId,
    kind: "payment-sent",
    amount: -data.amount,
    currency: data.currency,
    paymentId: data.paymentId,
    merchantId: data.merchantId,
    ...(data.note === undefined ? {} : { note: data.note }),
  }),
  PaymentReleased: ({ data, envelope }) => ({
    ...lineOf(envelope),
    accountId: data.fromAccountId,
    kind: "payment-returned",
    amount: data.amount,
    currency: data.currency,
    paymentId: data.paymentId,
    merchantId: data.merchantId,
  }),
};

function lineOf(envelope: { readonly streamversion?: number; readonly time: string }) {
  return { version: envelope.streamversion ?? 0, at: envelope.time };
}
