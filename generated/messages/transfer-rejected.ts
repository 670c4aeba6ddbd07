// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferRejectedData } from "../types.ts";

/**
 * Transfer rejected (event, version 1).
 *
 * A reviewer has stopped the transfer. The credits go back next.
 */
export class TransferRejected extends defineMessage<"TransferRejected", TransferRejectedData>({
  kind: "event",
  messageName: "TransferRejected",
  version: 1,
  type: "credits.TransferRejected.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/transfer-rejected.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  personalData: ["/reviewer"],
  validator: () => import("../validators/transfer-rejected.v1.js"),
}) {}
