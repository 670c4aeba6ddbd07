// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { ExpireTransferData } from "../types.ts";

/**
 * Expire transfer (command, version 1).
 *
 * Sent to the sending account when the time for a decision is over. It changes nothing when a decision was faster.
 */
export class ExpireTransfer extends defineMessage<"ExpireTransfer", ExpireTransferData>({
  kind: "command",
  messageName: "ExpireTransfer",
  version: 1,
  type: "credits.ExpireTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/expire-transfer.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/expire-transfer.v1.js"),
}) {}
