// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferHeldData } from "../types.ts";

/**
 * Transfer held (event, version 1).
 *
 * A transfer is large enough to be looked at, and waits for a reviewer until the time given.
 */
export class TransferHeld extends defineMessage<"TransferHeld", TransferHeldData>({
  kind: "event",
  messageName: "TransferHeld",
  version: 1,
  type: "credits.TransferHeld.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/transfer-held.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/transfer-held.v1.js"),
}) {}
