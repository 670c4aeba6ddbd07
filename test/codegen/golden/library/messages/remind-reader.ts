// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { RemindReaderData } from "../types.ts";

/**
 * RemindReader (command, version 1).
 *
 * Reminds the reader.
 */
export class RemindReader extends defineMessage<"RemindReader", RemindReaderData>({
  kind: "command",
  messageName: "RemindReader",
  version: 1,
  type: "library.RemindReader.v1",
  source: "/library",
  schemaId: "https://library.example/schemas/events/copy-borrowed.v1.json",
  visibility: "private",
  stream: "copy",
  streamId: "/copyId",
  dedupe: "payload",
  validator: () => import("../validators/remind-reader.v1.js"),
}) {}
