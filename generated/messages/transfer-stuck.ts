// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferStuckData } from "../types.ts";

/**
 * Transfer stuck (notification, version 1).
 *
 * Sent to the owner of the sender's account when the process of a transfer has failed for good. The credits stay on
 * hold until an operator has dealt with it.
 */
export class TransferStuck extends defineMessage<"TransferStuck", TransferStuckData>({
  kind: "notification",
  messageName: "TransferStuck",
  version: 1,
  type: "credits.TransferStuck.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/transfer-stuck.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient"],
  validator: () => import("../validators/transfer-stuck.v1.js"),
}) {}
