// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { AskGuardianData } from "../types.ts";

/**
 * Ask guardian (command, version 1).
 *
 * Sent to the sending account before anything else when its guardian must allow a transfer. It is never rejected; where
 * nothing is to be asked it changes nothing.
 */
export class AskGuardian extends defineMessage<"AskGuardian", AskGuardianData>({
  kind: "command",
  messageName: "AskGuardian",
  version: 1,
  type: "credits.AskGuardian.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/ask-guardian.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/ask-guardian.v1.js"),
}) {}
