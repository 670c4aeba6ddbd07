// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CopyReturnedData } from "../types.ts";

/**
 * CopyReturned (event, version 1).
 *
 * A copy is back.
 */
export class CopyReturned extends defineMessage<"CopyReturned", CopyReturnedData>({
  kind: "event",
  messageName: "CopyReturned",
  version: 1,
  type: "library.CopyReturned.v1",
  source: "/library",
  schemaId: "https://library.example/schemas/events/copy-borrowed.v1.json",
  visibility: "public",
  stream: "copy",
  streamId: "/copyId",
  validator: () => import("../validators/copy-returned.v1.js"),
}) {}
