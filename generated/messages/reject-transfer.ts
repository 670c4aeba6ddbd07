// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { RejectTransferData } from "../types.ts";

/**
 * Reject transfer (command, version 1).
 *
 * A reviewer stops a transfer that is held for review; the credits go back to the sender.
 */
export class RejectTransfer extends defineMessage<"RejectTransfer", RejectTransferData>({
  kind: "command",
  messageName: "RejectTransfer",
  version: 1,
  type: "credits.RejectTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/reject-transfer.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  personalData: ["/reviewer"],
  validator: () => import("../validators/reject-transfer.v1.js"),
}) {}
