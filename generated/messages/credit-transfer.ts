// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CreditTransferData } from "../types.ts";

/**
 * Credit transfer (command, version 1).
 *
 * Sent to the receiving account once the sender's credits are on hold. It is never rejected; a refusal is the event
 * CreditsRefused, so that the sender's hold can be released.
 */
export class CreditTransfer extends defineMessage<"CreditTransfer", CreditTransferData>({
  kind: "command",
  messageName: "CreditTransfer",
  version: 1,
  type: "credits.CreditTransfer.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/credit-transfer.v1.json",
  visibility: "private",
  stream: "account",
  streamId: "/toAccountId",
  dedupe: "payload",
  validator: () => import("../validators/credit-transfer.v1.js"),
}) {}
