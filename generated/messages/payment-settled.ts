// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { PaymentSettledData } from "../types.ts";

/**
 * Payment settled (event, version 1).
 *
 * The hold at the payer has ended because the merchant has the credits.
 */
export class PaymentSettled extends defineMessage<"PaymentSettled", PaymentSettledData>({
  kind: "event",
  messageName: "PaymentSettled",
  version: 1,
  type: "credits.PaymentSettled.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/payment-settled.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/payment-settled.v1.js"),
}) {}
