// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CreditsReservedData } from "../types.ts";

/**
 * Credits reserved (event, version 1).
 *
 * The sender's credits are on hold for a transfer until the receiver has answered.
 */
export class CreditsReserved extends defineMessage<"CreditsReserved", CreditsReservedData>({
  kind: "event",
  messageName: "CreditsReserved",
  version: 1,
  type: "credits.CreditsReserved.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/credits-reserved.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  personalData: ["/owner", "/guardian"],
  validator: () => import("../validators/credits-reserved.v1.js"),
}) {}
