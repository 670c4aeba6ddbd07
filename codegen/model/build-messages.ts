import type { Diagnostics, Location } from "../diagnostics/diagnostic.ts";
import { by, byCodeUnit, isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import type { SchemaTable } from "../schema/schema-table.ts";
import type { Endpoint, Example, Message } from "./contract.ts";
import type { FreeNames } from "./free-names.ts";
import { pascalCase } from "./names.ts";
import { payloadNameOf } from "./payload-name.ts";

/** A message as it stands in the document. */
export interface RawMessage {
  /** Its name in code: its key, or one made of it where that is none. */
  readonly name: string;
  readonly value: JsonObject;
  readonly at: Location;
}

/** The messages of a document: the components, and those written inside channels. */
export function rawMessagesOf(file: string, document: unknown): readonly RawMessage[] {
  const found: RawMessage[] = [];
  const add = (base: string, messages: object) => {
    for (const [name, value] of Object.entries(messages)) {
      if (!isObject(value) || stringAt(value, "$ref") !== undefined) continue;
      found.push({ name, value, at: { file, pointer: pointer(base, name) } });
    }
  };
  add("/components/messages", objectAt(objectAt(document, "components"), "messages"));
  for (const [name, channel] of Object.entries(objectAt(document, "channels"))) {
    add(pointer("/channels", name, "messages"), objectAt(channel, "messages"));
  }
  return found.sort(by(({ name }) => name));
}

/** A message has one name, also in AsyncAPI's words. */
export function checkName({ value, at }: RawMessage, name: string, report: Diagnostics["report"]): void {
  const given = stringAt(value, "name");
  if (given === undefined || given === name) return;
  report("message-name-differs", { ...at, pointer: pointer(at.pointer, "name") }, `\`${given}\` is not \`${name}\`.`);
}

/** Makes a message of the model; undefined when the contract does not say what kind it is. */
const kinds = ["command", "event", "notification"];

/** Whether a message does not say what it is for. */
export function isPlain({ value }: RawMessage): boolean {
  return !kinds.includes(stringAt(own(value, "x-eventwright"), "kind") ?? "");
}

/** Names for code: the keys, and for messages without a kind free identifiers made of them. Messages with a kind come first. */
export function nameMessages(
  raws: readonly RawMessage[],
  names: FreeNames,
  { report }: Diagnostics,
): readonly RawMessage[] {
  const worded = raws.filter((raw) => !isPlain(raw));
  for (const { name } of worded) names.take(name);
  const plain = raws.filter(isPlain).map((raw) => {
    const name = names.give(raw.name, "Message");
    if (name !== pascalCase(raw.name))
      report("name-changed", raw.at, `The message \`${raw.name}\` is called ${name} in code.`);
    return { ...raw, name };
  });
  return [...worded, ...plain];
}

/** Makes a message of the model. */
export function buildMessage(
  raw: RawMessage,
  isApp: boolean,
  endpoints: ReadonlyMap<string, Endpoint>,
  table: SchemaTable,
  { report }: Diagnostics,
): Message {
  const { name, value, at } = raw;
  const words = own(value, "x-eventwright");
  if (words === undefined) {
    report(isApp ? "vocabulary-missing" : "kind-missing", at, `The message ${name} has no \`x-eventwright\` block.`);
  }
  if (!isPlain(raw)) checkName(raw, name, report);
  const payloadAt = { file: at.file, pointer: pointer(at.pointer, "payload") };
  const version = own(words, "version");
  const summary = stringAt(value, "summary") ?? "";
  const base = {
    name,
    at,
    title: stringAt(value, "title") ?? name,
    summary,
    description: stringAt(value, "description") ?? summary,
    version: typeof version === "number" ? version : 1,
    visibility: stringAt(words, "visibility") === "private" ? ("private" as const) : ("public" as const),
    deprecated: own(words, "deprecated") === true,
    tags: listAt(value, "tags").flatMap((tag) => stringAt(tag, "name") ?? []),
    payload: table.addPayload(
      payloadNameOf(name, value),
      payloadAt,
      own(value, "payload") ?? {},
      !isApp || isPlain(raw),
    ),
    earlier: [],
    examples: examplesOf(raw),
    personalData: stringsAt(words, "personalData"),
  };
  const stream = { stream: stringAt(words, "stream") ?? "", streamId: stringAt(words, "streamId") ?? "" };
  switch (stringAt(words, "kind")) {
    case "command":
      return {
        ...base,
        ...stream,
        kind: "command",
        dedupe: Array.isArray(own(words, "dedupe")) ? stringsAt(words, "dedupe") : "payload",
        produces: stringsAt(words, "produces"),
        rejections: stringsAt(words, "rejections"),
        endpoint: endpoints.get(name),
        retry: stringAt(words, "retry"),
      };
    case "event":
      return { ...base, ...stream, kind: "event" };
    case "notification": {
      const outcome = stringAt(words, "onOutcome");
      return {
        ...base,
        kind: "notification",
        recipient: stringAt(words, "recipient") ?? "",
        onOutcome: outcome === "rejected" || outcome === "failed" ? outcome : undefined,
        onEvents: stringsAt(words, "onEvents"),
        onProcessFailed: [...stringsAt(words, "onProcessFailed")].sort(byCodeUnit),
        with: stringAt(words, "with"),
        retry: stringAt(words, "retry"),
      };
    }
    default:
      return { ...base, kind: "message" };
  }
}

/** The examples of a message that have a payload. */
export function examplesOf({ value, at }: RawMessage): readonly Example[] {
  return listAt(value, "examples").flatMap((example, index) => exampleOf(at, example, index));
}

function exampleOf(at: Location, example: unknown, index: number): readonly Example[] {
  const payload = own(example, "payload");
  if (payload === undefined) return [];
  const place = { file: at.file, pointer: pointer(at.pointer, "examples", index, "payload") };
  return [{ name: stringAt(example, "name"), summary: stringAt(example, "summary"), payload, at: place }];
}
