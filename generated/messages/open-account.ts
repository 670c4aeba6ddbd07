// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { OpenAccountData } from "../types.ts";

/**
 * Open account (command, version 1).
 *
 * Opens an account for a person, optionally under a guardian, such as a child's account opened by a parent.
 */
export class OpenAccount extends defineMessage<"OpenAccount", OpenAccountData>({
  kind: "command",
  messageName: "OpenAccount",
  version: 1,
  type: "credits.OpenAccount.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/commands/open-account.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/accountId",
  dedupe: "payload",
  personalData: ["/owner", "/guardian"],
  validator: () => import("../validators/open-account.v1.js"),
}) {}
