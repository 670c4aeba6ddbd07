// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { AllowTransferData } from "../types.ts";

/**
 * Allow transfer (command, version 1).
 *
 * The guardian of the sender's account lets a transfer go on that waits for that answer.
 */
export class AllowTransfer extends defineMessage<"AllowTransfer", AllowTransferData>({
  kind: "command",
  messageName: "AllowTransfer",
  version: 1,
  type: "credits.AllowTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/allow-transfer.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  personalData: ["/guardian"],
  validator: () => import("../validators/allow-transfer.v1.js"),
}) {}
