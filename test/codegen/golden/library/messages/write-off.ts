// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { WriteOffData } from "../types.ts";

/**
 * WriteOff (command, version 1).
 *
 * Gives a copy up as lost.
 */
export class WriteOff extends defineMessage<"WriteOff", WriteOffData>({
  kind: "command",
  messageName: "WriteOff",
  version: 1,
  type: "library.WriteOff.v1",
  source: "/library",
  schemaId: "https://library.example/schemas/events/copy-borrowed.v1.json",
  visibility: "private",
  stream: "copy",
  streamId: "/copyId",
  dedupe: "payload",
  validator: () => import("../validators/write-off.v1.js"),
}) {}
