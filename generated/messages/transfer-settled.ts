// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferSettledData } from "../types.ts";

/**
 * Transfer settled (event, version 1).
 *
 * The hold at the sender has ended because the receiver has the credits.
 */
export class TransferSettled extends defineMessage<"TransferSettled", TransferSettledData>({
  kind: "event",
  messageName: "TransferSettled",
  version: 1,
  type: "credits.TransferSettled.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/transfer-settled.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/transfer-settled.v1.js"),
}) {}
