// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { PaymentTakenData } from "../types.ts";

/**
 * Payment taken (event, version 1).
 *
 * A merchant took a payment. `credited` is the amount paid less the fee of 0.025 %, rounded half to even.
 */
export class PaymentTaken extends defineMessage<"PaymentTaken", PaymentTakenData>({
  kind: "event",
  messageName: "PaymentTaken",
  version: 1,
  type: "credits.PaymentTaken.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/payment-taken.v1.json",
  visibility: "public",
  stream: "merchant",
  streamId: "/merchantId",
  validator: () => import("../validators/payment-taken.v1.js"),
}) {}
