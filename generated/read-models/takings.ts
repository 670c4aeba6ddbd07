// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Project, QueryDescriptor, ReadModelDescriptor } from "eventwright/codegen/v1";
import type { MerchantRegistered } from "../messages/merchant-registered.ts";
import type { PaymentTaken } from "../messages/payment-taken.ts";
import type { Takings } from "../types.ts";

/** What every merchant was paid so far. */
export const takings: ReadModelDescriptor = {
  name: "takings",
  container: "takings",
  per: "stream",
  folds: ["MerchantRegistered", "PaymentTaken"],
};

/** One merchant's takings. */
export const getTakings: QueryDescriptor = {
  name: "getTakings",
  readModel: takings,
  returns: "one",
  keyParameter: "merchantId",
  filters: [],
  order: "ascending",
};

/** Merchants with their takings, by id; all of them, or those of one owner. */
export const listTakings: QueryDescriptor = {
  name: "listTakings",
  readModel: takings,
  returns: "page",
  filters: ["owner"],
  order: "ascending",
};

/** What you write for the read model takings: one fold an event. */
export interface TakingsProjection {
  /** A merchant exists. */
  readonly MerchantRegistered: Project<MerchantRegistered, Takings>;
  /** A merchant took a payment. */
  readonly PaymentTaken: Project<PaymentTaken, Takings>;
}
