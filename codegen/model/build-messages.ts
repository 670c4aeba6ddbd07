import type { Diagnostics, Location } from "../diagnostics/diagnostic.ts";
import { by, byCodeUnit, listAt, own, stringAt, stringsAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import { isPlainMessage } from "../read/kinds.ts";
import type { OutlineMessage } from "../read/outline.ts";
import { placeBelow, placeKey } from "../read/resolver.ts";
import type { SchemaTable } from "../schema/schema-table.ts";
import { buildAccess } from "./build-security.ts";
import type { Endpoint, Example, Message } from "./contract.ts";
import type { FreeNames } from "./free-names.ts";
import { pascalCase } from "./names.ts";
import { payloadNameOf } from "./payload-name.ts";

/** A message as it stands in the document. */
export interface RawMessage extends OutlineMessage {
  /** Its name in code: its key, or one made of it where that is none. */
  readonly name: string;
}

/** A message has one name, also in AsyncAPI's words. */
export function checkName({ value, wordAt }: RawMessage, name: string, report: Diagnostics["report"]): void {
  const given = stringAt(value, "name");
  if (given === undefined || given === name) return;
  report("message-name-differs", wordAt("name"), `\`${given}\` is not \`${name}\`.`);
}

/**
 * Names for code: the keys, and for messages without a kind free identifiers made of them. Messages with a kind come first;
 * where several are written inside channels under one key, the channel's name is part of theirs.
 */
export function nameMessages(
  messages: readonly OutlineMessage[],
  names: FreeNames,
  { report }: Diagnostics,
): readonly RawMessage[] {
  const worded = messages.filter(({ value }) => !isPlainMessage(value)).map((each) => ({ ...each, name: each.key }));
  for (const { name } of worded) names.take(name);
  const plain = messages.filter(({ value }) => isPlainMessage(value)).sort(by(orderOf));
  const counts = new Map<string, number>();
  for (const { key } of plain) counts.set(pascalCase(key), (counts.get(pascalCase(key)) ?? 0) + 1);
  const named = plain.map((message) => {
    const { key, at, channels } = message;
    const isShared = (counts.get(pascalCase(key)) ?? 0) > 1 && !isComponent(message);
    const name = names.give(isShared ? `${channels[0] ?? ""} ${key}` : key, "Message");
    if (name !== pascalCase(key)) report("name-changed", at, `The message \`${key}\` is called ${name} in code.`);
    return { ...message, name };
  });
  return [...worded, ...named];
}

/** Components come first, so that they keep their names; then what stands inside of channels and in other files. */
function orderOf(message: OutlineMessage): string {
  return `${isComponent(message) ? 0 : 1} ${message.at.file} ${message.at.pointer}`;
}

function isComponent({ at }: OutlineMessage): boolean {
  return at.pointer.startsWith("/components/messages/");
}

/** Makes a message of the model. */
export function buildMessage(
  raw: RawMessage,
  isApp: boolean,
  endpoints: ReadonlyMap<string, Endpoint>,
  table: SchemaTable,
  { report }: Diagnostics,
): Message {
  const { name, value, at, wordAt } = raw;
  const words = own(value, "x-eventwright");
  const isPlain = !isApp || isPlainMessage(value);
  if (words === undefined) {
    report(isApp ? "vocabulary-missing" : "kind-missing", at, `The message ${name} has no \`x-eventwright\` block.`);
  }
  if (!isPlainMessage(value)) checkName(raw, name, report);
  if (isPlain && own(value, "payload") === undefined) report("payload-missing", at, `${name} has no payload.`);
  table.addHeaders({ at: wordAt("headers"), value: own(value, "headers") }, isPlain);
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
    payload: table.addPayload(payloadNameOf(name, value), wordAt("payload"), own(value, "payload") ?? {}, isPlain),
    earlier: [],
    examples: examplesOf(raw),
    personalData: stringsAt(words, "personalData"),
  };
  const stream = { stream: stringAt(words, "stream") ?? "", streamId: stringAt(words, "streamId") ?? "" };
  switch (stringAt(words, "kind")) {
    case "command": {
      const endpoint = endpoints.get(placeKey(at));
      const access = buildAccess(own(words, "access"), placeBelow(wordAt("x-eventwright"), "access"));
      return {
        ...base,
        ...stream,
        kind: "command",
        dedupe: Array.isArray(own(words, "dedupe")) ? stringsAt(words, "dedupe") : "payload",
        produces: stringsAt(words, "produces"),
        rejections: stringsAt(words, "rejections"),
        endpoint,
        needs: { scopes: endpoint?.scopes ?? [], access },
        retry: stringAt(words, "retry"),
      };
    }
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
export function examplesOf({ value, wordAt }: RawMessage): readonly Example[] {
  return listAt(value, "examples").flatMap((example, index) => exampleOf(wordAt("examples"), example, index));
}

function exampleOf(at: Location, example: unknown, index: number): readonly Example[] {
  const payload = own(example, "payload");
  if (payload === undefined) return [];
  const place = { file: at.file, pointer: pointer(at.pointer, index, "payload") };
  return [{ name: stringAt(example, "name"), summary: stringAt(example, "summary"), payload, at: place }];
}
