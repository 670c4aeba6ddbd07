// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { BorrowCopyData } from "../types.ts";

/**
 * Borrow a copy (command, version 3).
 *
 * Lends a copy. Ends a comment *\/ and goes on.
 */
export class BorrowCopy extends defineMessage<"BorrowCopy", BorrowCopyData>({
  kind: "command",
  messageName: "BorrowCopy",
  version: 3,
  type: "library.BorrowCopy.v3",
  source: "/library",
  schemaId: "https://library.example/schemas/BorrowCopyData.json",
  visibility: "public",
  stream: "copy",
  streamId: "/copyId",
  dedupe: ["/copyId", "/reader"],
  personalData: ["/reader"],
  validator: () => import("../validators/borrow-copy.v3.js"),
}) {}
