// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { AccountOpenedData } from "../types.ts";

/**
 * Account opened (event, version 1).
 *
 * An account exists and may be used.
 */
export class AccountOpened extends defineMessage<"AccountOpened", AccountOpenedData>({
  kind: "event",
  messageName: "AccountOpened",
  version: 1,
  type: "credits.AccountOpened.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/account-opened.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/accountId",
  personalData: ["/owner", "/guardian"],
  validator: () => import("../validators/account-opened.v1.js"),
}) {}
