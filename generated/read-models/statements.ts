// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Project, QueryDescriptor, ReadModelDescriptor } from "eventwright/codegen/v1";
import type { CreditsLoaded } from "../messages/credits-loaded.ts";
import type { CreditsReceived } from "../messages/credits-received.ts";
import type { CreditsReserved } from "../messages/credits-reserved.ts";
import type { PaymentReleased } from "../messages/payment-released.ts";
import type { PaymentReserved } from "../messages/payment-reserved.ts";
import type { TransferReleased } from "../messages/transfer-released.ts";
import type { Movement } from "../types.ts";

/** What has moved on an account. */
export const statements: ReadModelDescriptor = {
  name: "statements",
  container: "statements",
  per: "event",
  folds: [
    "CreditsLoaded",
    "CreditsReceived",
    "CreditsReserved",
    "PaymentReleased",
    "PaymentReserved",
    "TransferReleased",
  ],
};

/** An account's movements, newest first. */
export const getStatement: QueryDescriptor = {
  name: "getStatement",
  readModel: statements,
  returns: "page",
  keyParameter: "accountId",
  filters: [],
  order: "descending",
};

/** What you write for the read model statements: one fold an event. */
export interface StatementsProjection {
  /** Credits were bought. */
  readonly CreditsLoaded: Project<CreditsLoaded, Movement>;
  /** The receiver took a transfer's credits. */
  readonly CreditsReceived: Project<CreditsReceived, Movement>;
  /** The sender's credits are on hold for a transfer. */
  readonly CreditsReserved: Project<CreditsReserved, Movement>;
  /** The held credits are back on the payer's balance. */
  readonly PaymentReleased: Project<PaymentReleased, Movement>;
  /** The payer's credits are on hold for a merchant. */
  readonly PaymentReserved: Project<PaymentReserved, Movement>;
  /** The held credits are back on the sender's balance. */
  readonly TransferReleased: Project<TransferReleased, Movement>;
}
