// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CommandFailedData } from "../types.ts";

/**
 * Command failed (notification, version 1).
 *
 * Sent when a command has used up its tries. It waits for an operator, and so do later commands for the same account or
 * merchant.
 */
export class CommandFailed extends defineMessage<"CommandFailed", CommandFailedData>({
  kind: "notification",
  messageName: "CommandFailed",
  version: 1,
  type: "credits.CommandFailed.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/command-failed.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient"],
  validator: () => import("../validators/command-failed.v1.js"),
}) {}
