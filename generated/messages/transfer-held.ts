// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferHeldData } from "../types.ts";

/**
 * Transfer held (event, version 2).
 *
 * A transfer is large enough to be looked at, and waits for a reviewer until the time given.
 */
export class TransferHeld extends defineMessage<"TransferHeld", TransferHeldData>({
  kind: "event",
  messageName: "TransferHeld",
  version: 2,
  type: "credits.TransferHeld.v2",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/transfer-held.v2.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  validator: () => import("../validators/transfer-held.v2.js"),
  earlier: [
    {
      version: 1,
      type: "credits.TransferHeld.v1",
      schemaId: "https://credits.example/schemas/events/transfer-held.v1.json",
      sunset: "2027-06-30",
      deprecated: "2026-11-26",
      validator: () => import("../validators/transfer-held.v1.js"),
    },
  ],
}) {}
