import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { areasOf } from "./areas.ts";
import { contractDocument } from "./document.ts";
import { messagesOf, messagesPerArea, type PlannedMessage } from "./messages.ts";
import { documentSchema, payloadSchema, sharedSchemas, statusSchema } from "./schemas.ts";

/** How large a contract is wanted, and which state of it. */
export interface ContractOptions {
  /** Number of messages: a multiple of ten, since they come as areas of ten. */
  readonly messages: number;
  /** 1 (default) or 2: the second edition adds an optional field to every fifth message, as contracts grow. */
  readonly edition?: number;
}

/** The messages of a contract, in the order of its document. */
export function plannedMessages(count: number): readonly PlannedMessage[] {
  if (!Number.isSafeInteger(count) || count < messagesPerArea || count % messagesPerArea !== 0) {
    throw new RangeError(`The number of messages is a multiple of ${messagesPerArea}; ${count} is none.`);
  }
  return areasOf(count / messagesPerArea).flatMap((area, index) => messagesOf(area, index * messagesPerArea));
}

/**
 * A contract with so many messages, as files by path: `asyncapi.yaml`, and its schemas below `schemas/`. Each message has
 * twelve fields and a valid example; streams, read models, reactions and processes join them, so that everything is
 * generated. The same options give the same bytes.
 */
export function makeContract({ messages: count, edition = 1 }: ContractOptions): ReadonlyMap<string, string> {
  const messages = plannedMessages(count);
  const areas = areasOf(count / messagesPerArea);
  const json = (schema: unknown): string => `${JSON.stringify(schema, null, 2)}\n`;
  return new Map([
    [
      "asyncapi.yaml",
      stringify(contractDocument(areas, messages, edition), { aliasDuplicateObjects: false, lineWidth: 0 }),
    ],
    ...Object.entries(sharedSchemas()).map(([path, schema]) => [path, json(schema)] as const),
    ...areas.map((area) => [`schemas/values/${area.file}-status.json`, json(statusSchema(area))] as const),
    ...areas.map((area) => [`schemas/read-models/${area.file}.v1.json`, json(documentSchema(area))] as const),
    ...messages.map((message) => [message.file, json(payloadSchema(message, edition))] as const),
  ]);
}

/** Writes a contract into a folder, which is made when it is missing. Answers the path of its document. */
export function writeContract(folder: string, options: ContractOptions): string {
  for (const [path, text] of makeContract(options)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return join(folder, "asyncapi.yaml");
}
