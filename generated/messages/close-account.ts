// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CloseAccountData } from "../types.ts";

/**
 * Close account (command, version 1).
 *
 * Closes an account that has no balance and nothing on hold.
 */
export class CloseAccount extends defineMessage<"CloseAccount", CloseAccountData>({
  kind: "command",
  messageName: "CloseAccount",
  version: 1,
  type: "credits.CloseAccount.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/close-account.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/accountId",
  dedupe: "payload",
  validator: () => import("../validators/close-account.v1.js"),
}) {}
