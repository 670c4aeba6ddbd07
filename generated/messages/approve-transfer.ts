// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { ApproveTransferData } from "../types.ts";

/**
 * Approve transfer (command, version 1).
 *
 * A reviewer lets a transfer go on that is held for review. The first decision counts; of two reviewers at once the
 * second one is refused.
 */
export class ApproveTransfer extends defineMessage<"ApproveTransfer", ApproveTransferData>({
  kind: "command",
  messageName: "ApproveTransfer",
  version: 1,
  type: "credits.ApproveTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/approve-transfer.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  personalData: ["/reviewer"],
  validator: () => import("../validators/approve-transfer.v1.js"),
}) {}
