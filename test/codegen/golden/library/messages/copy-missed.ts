// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { CopyMissedData } from "../types.ts";

/**
 * CopyMissed (event, version 1).
 *
 * Nobody outside is told of this.
 */
export class CopyMissed extends defineMessage<"CopyMissed", CopyMissedData>({
  kind: "event",
  messageName: "CopyMissed",
  version: 1,
  type: "library.CopyMissed.v1",
  source: "/library",
  schemaId: "https://library.example/schemas/events/copy-borrowed.v1.json",
  visibility: "private",
  stream: "copy",
  streamId: "/copyId",
  validator: () => import("../validators/copy-missed.v1.js"),
}) {}
