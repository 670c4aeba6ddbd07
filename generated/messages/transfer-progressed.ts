// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferProgressedData } from "../types.ts";

/**
 * Transfer progressed (notification, version 1).
 *
 * Sent to the owner of the sender's account at each step after the first, such as held, approved, settled or returned.
 */
export class TransferProgressed extends defineMessage<"TransferProgressed", TransferProgressedData>({
  kind: "notification",
  messageName: "TransferProgressed",
  version: 1,
  type: "credits.TransferProgressed.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/transfer-progressed.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient"],
  validator: () => import("../validators/transfer-progressed.v1.js"),
}) {}
