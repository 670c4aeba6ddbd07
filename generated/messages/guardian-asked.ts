// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { GuardianAskedData } from "../types.ts";

/**
 * Guardian asked (event, version 1).
 *
 * A transfer waits for the guardian of the sender's account, until the time given.
 */
export class GuardianAsked extends defineMessage<"GuardianAsked", GuardianAskedData>({
  kind: "event",
  messageName: "GuardianAsked",
  version: 1,
  type: "credits.GuardianAsked.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/guardian-asked.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  personalData: ["/guardian"],
  validator: () => import("../validators/guardian-asked.v1.js"),
}) {}
