// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { GuardianApprovalRequestedData } from "../types.ts";

/**
 * Guardian approval requested (notification, version 1).
 *
 * Sent to the guardian of the sender's account. The answer is the command AllowTransfer or DenyTransfer; without one
 * the credits go back.
 */
export class GuardianApprovalRequested extends defineMessage<"GuardianApprovalRequested", GuardianApprovalRequestedData>({
  kind: "notification",
  messageName: "GuardianApprovalRequested",
  version: 1,
  type: "credits.GuardianApprovalRequested.v1",
  source: "/credits",
  schemaId: "https://credits.example/schemas/notifications/guardian-approval-requested.v1.json",
  visibility: "public",
  recipient: "/recipient",
  personalData: ["/recipient", "/owner"],
  validator: () => import("../validators/guardian-approval-requested.v1.js"),
}) {}
