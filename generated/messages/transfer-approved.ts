// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { TransferApprovedData } from "../types.ts";

/**
 * Transfer approved (event, version 1).
 *
 * A reviewer lets the transfer go on. The receiver is asked next.
 */
export class TransferApproved extends defineMessage<"TransferApproved", TransferApprovedData>({
  kind: "event",
  messageName: "TransferApproved",
  version: 1,
  type: "credits.TransferApproved.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/events/transfer-approved.v1.json",
  visibility: "public",
  stream: "account",
  streamId: "/fromAccountId",
  personalData: ["/reviewer"],
  validator: () => import("../validators/transfer-approved.v1.js"),
}) {}
