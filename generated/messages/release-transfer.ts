// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { ReleaseTransferData } from "../types.ts";

/**
 * Release transfer (command, version 1).
 *
 * Sent to the sending account when the transfer cannot be; `reason` says why.
 */
export class ReleaseTransfer extends defineMessage<"ReleaseTransfer", ReleaseTransferData>({
  kind: "command",
  messageName: "ReleaseTransfer",
  version: 1,
  type: "credits.ReleaseTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/release-transfer.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/release-transfer.v1.js"),
}) {}
