// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { PaymentReceivedData } from "../types.ts";

/**
 * Payment received (notification, version 1).
 *
 * Sent to the merchant's owner after the takings show the payment.
 */
export class PaymentReceived extends defineMessage<"PaymentReceived", PaymentReceivedData>({
  kind: "notification",
  messageName: "PaymentReceived",
  version: 1,
  type: "credits.PaymentReceived.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/payment-received.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient"],
  validator: () => import("../validators/payment-received.v1.js"),
}) {}
