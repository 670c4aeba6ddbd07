// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { BalanceChangedData } from "../types.ts";

/**
 * Balance changed (notification, version 1).
 *
 * Sent to the account's owner after the read model shows the new balance.
 */
export class BalanceChanged extends defineMessage<"BalanceChanged", BalanceChangedData>({
  kind: "notification",
  messageName: "BalanceChanged",
  version: 1,
  type: "credits.BalanceChanged.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/balance-changed.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient"],
  validator: () => import("../validators/balance-changed.v1.js"),
}) {}
