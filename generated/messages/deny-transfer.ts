// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { DenyTransferData } from "../types.ts";

/**
 * Deny transfer (command, version 1).
 *
 * The guardian of the sender's account stops a transfer that waits for that answer; the credits go back.
 */
export class DenyTransfer extends defineMessage<"DenyTransfer", DenyTransferData>({
  kind: "command",
  messageName: "DenyTransfer",
  version: 1,
  type: "credits.DenyTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/deny-transfer.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  personalData: ["/guardian"],
  validator: () => import("../validators/deny-transfer.v1.js"),
}) {}
