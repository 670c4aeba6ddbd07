// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { defineMessage } from "eventwright/codegen/v1";
import type { ReturnCopyData } from "../types.ts";

/**
 * ReturnCopy (command, version 1).
 *
 * Gives a copy back.
 */
export class ReturnCopy extends defineMessage<"ReturnCopy", ReturnCopyData>({
  kind: "command",
  messageName: "ReturnCopy",
  version: 1,
  type: "library.ReturnCopy.v1",
  source: "/library",
  schemaId: "https://library.example/schemas/events/copy-borrowed.v1.json",
  visibility: "public",
  stream: "copy",
  streamId: "/copyId",
  dedupe: "payload",
  validator: () => import("../validators/return-copy.v1.js"),
}) {}
