// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { SettleTransferData } from "../types.ts";

/**
 * Settle transfer (command, version 1).
 *
 * Sent to the sending account once the receiver has the credits.
 */
export class SettleTransfer extends defineMessage<"SettleTransfer", SettleTransferData>({
  kind: "command",
  messageName: "SettleTransfer",
  version: 1,
  type: "credits.SettleTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/settle-transfer.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/settle-transfer.v1.js"),
}) {}
