// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { GuardianAllowedData } from "../types.ts";

/**
 * Guardian allowed (event, version 1).
 *
 * The guardian of the sender's account lets the transfer go on. It may still be held for review.
 */
export class GuardianAllowed extends defineMessage<"GuardianAllowed", GuardianAllowedData>({
  kind: "event",
  messageName: "GuardianAllowed",
  version: 1,
  type: "credits.GuardianAllowed.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/guardian-allowed.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  personalData: ["/guardian"],
  validator: () => import("../validators/guardian-allowed.v1.js"),
}) {}
