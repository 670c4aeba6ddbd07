// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferReleasedData } from "../types.ts";

/**
 * Transfer released (event, version 1).
 *
 * The held credits are back on the sender's balance because the receiver, a reviewer or a guardian refused, or nobody
 * decided in time.
 */
export class TransferReleased extends defineMessage<"TransferReleased", TransferReleasedData>({
  kind: "event",
  messageName: "TransferReleased",
  version: 1,
  type: "credits.TransferReleased.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/transfer-released.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/transfer-released.v1.js"),
}) {}
