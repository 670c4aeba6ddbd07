// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { RegisterMerchantData } from "../types.ts";

/**
 * Register merchant (command, version 1).
 *
 * Registers a merchant, who can be paid from then on, in one currency.
 */
export class RegisterMerchant extends defineMessage<"RegisterMerchant", RegisterMerchantData>({
  kind: "command",
  messageName: "RegisterMerchant",
  version: 1,
  type: "credits.RegisterMerchant.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/register-merchant.v1.json",
  visibility: "public",
  stream: "merchant",
  streamId: "/merchantId",
  dedupe: "payload",
  personalData: ["/name", "/owner"],
  validator: () => import("../validators/register-merchant.v1.js"),
}) {}
