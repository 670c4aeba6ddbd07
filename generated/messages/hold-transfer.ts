// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { HoldTransferData } from "../types.ts";

/**
 * Hold transfer (command, version 1).
 *
 * Sent to the sending account when a transfer is large enough to be looked at. It is never rejected; where the transfer
 * has been decided already it changes nothing.
 */
export class HoldTransfer extends defineMessage<"HoldTransfer", HoldTransferData>({
  kind: "command",
  messageName: "HoldTransfer",
  version: 1,
  type: "credits.HoldTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/hold-transfer.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/hold-transfer.v1.js"),
}) {}
