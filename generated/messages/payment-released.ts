// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { PaymentReleasedData } from "../types.ts";

/**
 * Payment released (event, version 1).
 *
 * The held credits are back on the payer's balance because the merchant could not take them.
 */
export class PaymentReleased extends defineMessage<"PaymentReleased", PaymentReleasedData>({
  kind: "event",
  messageName: "PaymentReleased",
  version: 1,
  type: "credits.PaymentReleased.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/payment-released.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/payment-released.v1.js"),
}) {}
