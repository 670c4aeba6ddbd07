// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { ReleasePaymentData } from "../types.ts";

/**
 * Release payment (command, version 1).
 *
 * Sent to the paying account when the merchant has refused.
 */
export class ReleasePayment extends defineMessage<"ReleasePayment", ReleasePaymentData>({
  kind: "command",
  messageName: "ReleasePayment",
  version: 1,
  type: "credits.ReleasePayment.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/release-payment.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/release-payment.v1.js"),
}) {}
