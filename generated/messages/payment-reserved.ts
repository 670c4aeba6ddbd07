// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { PaymentReservedData } from "../types.ts";

/**
 * Payment reserved (event, version 1).
 *
 * The payer's credits are on hold until the merchant has answered.
 */
export class PaymentReserved extends defineMessage<"PaymentReserved", PaymentReservedData>({
  kind: "event",
  messageName: "PaymentReserved",
  version: 1,
  type: "credits.PaymentReserved.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/payment-reserved.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/payment-reserved.v1.js"),
}) {}
