// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CreditsRefusedData } from "../types.ts";

/**
 * Credits refused (event, version 1).
 *
 * The receiving account does not exist, is closed, or has another currency. The event stands in the stream of the id
 * that was to receive.
 */
export class CreditsRefused extends defineMessage<"CreditsRefused", CreditsRefusedData>({
  kind: "event",
  messageName: "CreditsRefused",
  version: 1,
  type: "credits.CreditsRefused.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/credits-refused.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/toAccountId",
  validator: () => import("../validators/credits-refused.v1.js"),
}) {}
