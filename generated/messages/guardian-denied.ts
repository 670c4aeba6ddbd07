// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { GuardianDeniedData } from "../types.ts";

/**
 * Guardian denied (event, version 1).
 *
 * The guardian of the sender's account has stopped the transfer. The credits go back next.
 */
export class GuardianDenied extends defineMessage<"GuardianDenied", GuardianDeniedData>({
  kind: "event",
  messageName: "GuardianDenied",
  version: 1,
  type: "credits.GuardianDenied.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/guardian-denied.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  personalData: ["/guardian"],
  validator: () => import("../validators/guardian-denied.v1.js"),
}) {}
