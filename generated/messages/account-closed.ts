// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { AccountClosedData } from "../types.ts";

/**
 * Account closed (event, version 1).
 *
 * The account is closed for good. It had no balance and nothing on hold.
 */
export class AccountClosed extends defineMessage<"AccountClosed", AccountClosedData>({
  kind: "event",
  messageName: "AccountClosed",
  version: 1,
  type: "credits.AccountClosed.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/account-closed.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/accountId",
  validator: () => import("../validators/account-closed.v1.js"),
}) {}
