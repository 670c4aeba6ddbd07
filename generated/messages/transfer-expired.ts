// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferExpiredData } from "../types.ts";

/**
 * Transfer expired (event, version 1).
 *
 * Neither yes nor no came in time. `stage` says whose answer was missing. The credits go back next.
 */
export class TransferExpired extends defineMessage<"TransferExpired", TransferExpiredData>({
  kind: "event",
  messageName: "TransferExpired",
  version: 1,
  type: "credits.TransferExpired.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/transfer-expired.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/transfer-expired.v1.js"),
}) {}
