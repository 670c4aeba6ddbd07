// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { LoanDueData } from "../types.ts";

/**
 * LoanDue (notification, version 1).
 *
 * Your loan is due.
 */
export class LoanDue extends defineMessage<"LoanDue", LoanDueData>({
  kind: "notification",
  messageName: "LoanDue",
  version: 1,
  type: "library.LoanDue.v1",
  source: "/library",
  schemaId: "https://library.example/schemas/events/copy-borrowed.v1.json",
  visibility: "public",
  recipient: "/reader",
  validator: () => import("../validators/loan-due.v1.js"),
}) {}
