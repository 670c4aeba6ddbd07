// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { MerchantRegisteredData } from "../types.ts";

/**
 * Merchant registered (event, version 1).
 *
 * A merchant exists and can be paid.
 */
export class MerchantRegistered extends defineMessage<"MerchantRegistered", MerchantRegisteredData>({
  kind: "event",
  messageName: "MerchantRegistered",
  version: 1,
  type: "credits.MerchantRegistered.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/merchant-registered.v1.json",
  visibility: "public",
  stream: "merchant",
  streamId: "/merchantId",
  personalData: ["/name", "/owner"],
  validator: () => import("../validators/merchant-registered.v1.js"),
}) {}
