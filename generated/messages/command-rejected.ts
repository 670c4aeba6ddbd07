// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CommandRejectedData } from "../types.ts";

/**
 * Command rejected (notification, version 1).
 *
 * Sent as soon as the refusal is decided. The recipient is whoever the command names as its author (a reviewer, a
 * guardian, a new owner), else the owner of the account, or, where there is no such account, the account id that the
 * command named.
 */
export class CommandRejected extends defineMessage<"CommandRejected", CommandRejectedData>({
  kind: "notification",
  messageName: "CommandRejected",
  version: 1,
  type: "credits.CommandRejected.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/command-rejected.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient"],
  validator: () => import("../validators/command-rejected.v1.js"),
}) {}
