// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CreditsLoadedData } from "../types.ts";

/**
 * Credits loaded (event, version 1).
 *
 * Credits were bought. `credited` is the amount paid less the fee.
 */
export class CreditsLoaded extends defineMessage<"CreditsLoaded", CreditsLoadedData>({
  kind: "event",
  messageName: "CreditsLoaded",
  version: 1,
  type: "credits.CreditsLoaded.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/credits-loaded.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/accountId",
  validator: () => import("../validators/credits-loaded.v1.js"),
}) {}
