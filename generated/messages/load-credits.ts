// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { LoadCreditsData } from "../types.ts";

/**
 * Load credits (command, version 1).
 *
 * Buys credits with money. The fee is 0.02 % of the amount, rounded half to even, and nothing when one load is above
 * 500.00.
 */
export class LoadCredits extends defineMessage<"LoadCredits", LoadCreditsData>({
  kind: "command",
  messageName: "LoadCredits",
  version: 1,
  type: "credits.LoadCredits.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/load-credits.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/accountId",
  dedupe: "payload",
  validator: () => import("../validators/load-credits.v1.js"),
}) {}
