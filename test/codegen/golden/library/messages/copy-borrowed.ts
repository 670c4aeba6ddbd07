// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CopyBorrowedData } from "../types.ts";

/**
 * CopyBorrowed (event, version 1).
 *
 * A copy is lent.
 *
 * @deprecated The contract marks this message as deprecated.
 */
export class CopyBorrowed extends defineMessage<"CopyBorrowed", CopyBorrowedData>({
  kind: "event",
  messageName: "CopyBorrowed",
  version: 1,
  type: "library.CopyBorrowed.v1",
  source: "/library",
  schemaId: "https://library.example/schemas/events/copy-borrowed.v1.json",
  visibility: "public",
  stream: "copy",
  streamId: "/copyId",
  validator: () => import("../validators/copy-borrowed.v1.js"),
}) {}
