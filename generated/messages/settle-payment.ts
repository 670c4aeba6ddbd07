// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { SettlePaymentData } from "../types.ts";

/**
 * Settle payment (command, version 1).
 *
 * Sent to the paying account once the merchant has the credits.
 */
export class SettlePayment extends defineMessage<"SettlePayment", SettlePaymentData>({
  kind: "command",
  messageName: "SettlePayment",
  version: 1,
  type: "credits.SettlePayment.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/settle-payment.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/settle-payment.v1.js"),
}) {}
