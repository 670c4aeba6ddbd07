// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { PaymentRefusedData } from "../types.ts";

/**
 * Payment refused (event, version 1).
 *
 * The merchant does not exist or is paid in another currency. The event stands in the stream of the id that was to be
 * paid.
 */
export class PaymentRefused extends defineMessage<"PaymentRefused", PaymentRefusedData>({
  kind: "event",
  messageName: "PaymentRefused",
  version: 1,
  type: "credits.PaymentRefused.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/payment-refused.v1.json",
  visibility: "public",
  stream: "merchant",
  streamId: "/merchantId",
  validator: () => import("../validators/payment-refused.v1.js"),
}) {}
