// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CreditsReceivedData } from "../types.ts";

/**
 * Credits received (event, version 1).
 *
 * The receiving account took a transfer's credits.
 */
export class CreditsReceived extends defineMessage<"CreditsReceived", CreditsReceivedData>({
  kind: "event",
  messageName: "CreditsReceived",
  version: 1,
  type: "credits.CreditsReceived.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/credits-received.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/toAccountId",
  validator: () => import("../validators/credits-received.v1.js"),
}) {}
