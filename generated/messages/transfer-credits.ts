// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferCreditsData } from "../types.ts";

/**
 * Transfer credits (command, version 1).
 *
 * Sends credits from one account to another, free of charge. The amount is on hold until the receiver has answered;
 * when the receiver cannot take it, it comes back.
 */
export class TransferCredits extends defineMessage<"TransferCredits", TransferCreditsData>({
  kind: "command",
  messageName: "TransferCredits",
  version: 1,
  type: "credits.TransferCredits.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/transfer-credits.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  dedupe: "payload",
  validator: () => import("../validators/transfer-credits.v1.js"),
}) {}
