// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferReceivedData } from "../types.ts";

/**
 * Transfer received (notification, version 1).
 *
 * Sent to the receiving account's owner.
 */
export class TransferReceived extends defineMessage<"TransferReceived", TransferReceivedData>({
  kind: "notification",
  messageName: "TransferReceived",
  version: 1,
  type: "credits.TransferReceived.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/transfer-received.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient"],
  validator: () => import("../validators/transfer-received.v1.js"),
}) {}
