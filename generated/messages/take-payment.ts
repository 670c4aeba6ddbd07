// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TakePaymentData } from "../types.ts";

/**
 * Take payment (command, version 1).
 *
 * Sent to the merchant once the payer's credits are on hold. It is never rejected; a refusal is the event
 * PaymentRefused, so that the payer's hold can be released.
 */
export class TakePayment extends defineMessage<"TakePayment", TakePaymentData>({
  kind: "command",
  messageName: "TakePayment",
  version: 1,
  type: "credits.TakePayment.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/take-payment.v1.json",
  visibility: "private",
  stream: "merchant",
  streamId: "/merchantId",
  dedupe: "payload",
  validator: () => import("../validators/take-payment.v1.js"),
}) {}
