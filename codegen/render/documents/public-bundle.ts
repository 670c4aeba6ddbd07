import { defined, isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import { segmentsOf } from "../../json/pointer.ts";
import { pathParameters } from "../../plan/plan.ts";
import { described, withoutHiddenOwner } from "./hidden-owner.ts";

/** What people outside may know, by name. */
export interface PublicNames {
  /** Keys of messages, earlier versions included. */
  readonly messages: ReadonlySet<string>;
  readonly schemas: ReadonlySet<string>;
  readonly streams: ReadonlySet<string>;
  readonly readModels: ReadonlySet<string>;
  readonly rejections: ReadonlySet<string>;
}

/** The bundled contract without what is private or only the service's own business: still a whole AsyncAPI document. */
export function publicBundle(bundle: JsonObject, names: PublicNames): JsonObject {
  const components = objectAt(bundle, "components");
  const channels = channelsOf(bundle, names);
  return defined({
    ...bundle,
    channels: own(bundle, "channels") === undefined ? undefined : channels,
    operations: own(bundle, "operations") === undefined ? undefined : operationsOf(bundle, channels),
    components: {
      ...components,
      schemas: kept(objectAt(components, "schemas"), names.schemas),
      messages: messagesOf(objectAt(components, "messages"), names),
    },
    "x-eventwright": wordsOf(objectAt(bundle, "x-eventwright"), names),
  });
}

/** Key of the component that an entry of a channel's messages stands for; the entry's own key when it is written there. */
export function componentOf(key: string, message: unknown): string {
  const ref = stringAt(message, "$ref");
  return ref === undefined ? key : (segmentsOf(ref.slice(1))?.at(-1) ?? key);
}

function kept(entries: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)));
}

function messagesOf(messages: JsonObject, names: PublicNames): JsonObject {
  const shown = Object.entries(messages).filter(([key, message]) => names.messages.has(componentOf(key, message)));
  return Object.fromEntries(shown.map(([key, message]) => [key, withoutPrivateWords(message, names)]));
}

/** What a message says about itself, without the names of what is not shown and without the service's own policies. */
function withoutPrivateWords(message: unknown, { messages, readModels }: PublicNames): unknown {
  const all = own(message, "x-eventwright");
  if (!isObject(message) || !isObject(all)) return message;
  const { words, sentence } = withoutHiddenOwner(all, readModels, stringAt(all, "streamId") ?? "");
  const { retry: _retry, onProcessFailed: _failed, ...rest } = words;
  const list = (word: string) =>
    own(words, word) === undefined ? undefined : stringsAt(words, word).filter((name) => messages.has(name));
  const shownWith = readModels.has(stringAt(words, "with") ?? "") ? stringAt(words, "with") : undefined;
  const changed = { ...rest, produces: list("produces"), onEvents: list("onEvents"), with: shownWith };
  const description = described(stringAt(message, "description"), sentence);
  return defined({ ...message, description, "x-eventwright": defined(changed) });
}

/** Channels whose messages are all private are left out. */
function channelsOf(bundle: JsonObject, names: PublicNames): JsonObject {
  const entries = Object.entries(objectAt(bundle, "channels")).flatMap(([key, channel]) => {
    const all = objectAt(channel, "messages");
    const messages = messagesOf(all, names);
    if (!isObject(channel) || own(channel, "messages") === undefined) return [[key, channel] as const];
    if (Object.keys(messages).length === 0 && Object.keys(all).length > 0) return [];
    return [[key, { ...channel, messages }] as const];
  });
  return Object.fromEntries(entries);
}

function operationsOf(bundle: JsonObject, channels: JsonObject): JsonObject {
  const leadsSomewhere = (ref: string | undefined): boolean => {
    const [root, channel = "", , message] = segmentsOf((ref ?? "").replace(/^#/, "")) ?? [];
    if (root !== "channels") return true;
    const found = own(channels, channel);
    return found !== undefined && (message === undefined || own(objectAt(found, "messages"), message) !== undefined);
  };
  const refs = (value: unknown) => listAt(value, "messages").filter((entry) => leadsSomewhere(stringAt(entry, "$ref")));
  const entries = Object.entries(objectAt(bundle, "operations")).flatMap(([key, operation]) => {
    if (!isObject(operation) || !leadsSomewhere(stringAt(own(operation, "channel"), "$ref"))) return [];
    const listed = own(operation, "messages");
    if (listed === undefined) return [[key, operation] as const];
    const messages = refs(operation);
    return messages.length === 0 && listAt(operation, "messages").length > 0
      ? []
      : [[key, { ...operation, messages }] as const];
  });
  return Object.fromEntries(entries);
}

function queriesOf(queries: JsonObject, { readModels }: PublicNames): JsonObject {
  const entries = Object.entries(queries).map(([name, query]) => {
    if (!isObject(query)) return [name, query] as const;
    const [parameter = ""] = pathParameters(stringAt(query, "path") ?? "");
    const { words, sentence } = withoutHiddenOwner(query, readModels, parameter);
    if (sentence === undefined) return [name, query] as const;
    return [name, { ...words, description: described(stringAt(query, "description"), sentence) }] as const;
  });
  return Object.fromEntries(entries);
}

/** The contract's own block: what consumers need, without handlers, settings and policies. */
function wordsOf(words: JsonObject, names: PublicNames): JsonObject {
  const { vocabulary, name, source, schemaBase, topic } = words;
  const readModels = Object.entries(kept(objectAt(words, "readModels"), names.readModels)).map(([key, model]) => {
    const { retry: _retry, ...rest } = model as JsonObject;
    const folds = stringsAt(model, "folds").filter((event) => names.messages.has(event));
    return [key, { ...rest, folds, queries: queriesOf(objectAt(model, "queries"), names) }] as const;
  });
  const streams = Object.entries(kept(objectAt(words, "streams"), names.streams)).map(
    ([key, stream]) => [key, defined({ description: stringAt(stream, "description") })] as const,
  );
  return defined({
    vocabulary,
    name,
    source,
    schemaBase,
    topic,
    streams: Object.fromEntries(streams),
    rejections: kept(objectAt(words, "rejections"), names.rejections),
    readModels: Object.fromEntries(readModels),
  });
}
