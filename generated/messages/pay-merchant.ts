// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { PayMerchantData } from "../types.ts";

/**
 * Pay merchant (command, version 1).
 *
 * Pays a merchant. The amount is on hold until the merchant has answered; the fee of 0.025 % is taken on the merchant's
 * side.
 */
export class PayMerchant extends defineMessage<"PayMerchant", PayMerchantData>({
  kind: "command",
  messageName: "PayMerchant",
  version: 1,
  type: "credits.PayMerchant.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/pay-merchant.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/pay-merchant.v1.js"),
}) {}
