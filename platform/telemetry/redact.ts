import type { Catalog } from "../app/catalog.ts";
import { classOf } from "../app/catalog.ts";
import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { AnyMessageClass, MessageDescriptor } from "../messages/message-class.ts";
import { earlierVersion, isVersionOf } from "../messages/versions.ts";

/** What stands in the place of personal data. */
export const personal = "[personal]";

/** Shorter texts are taken out only where they stand alone: a single letter is in every sentence. */
const shortest = 4;
/** Values of one message that are looked for; a longer list would be a payload that is personal as a whole. */
const mostValues = 1000;

type Marks = Pick<MessageDescriptor, "personalData">;

/** A payload without the values that the contract marks as personal; the same payload where it marks none. */
export function redact({ personalData = [] }: Marks, payload: unknown): unknown {
  const found = personalData.filter((pointer) => resolvePointer(payload, pointer) !== undefined);
  if (found.length === 0) return payload;
  const copy = structuredClone(payload);
  for (const pointer of found) {
    const end = pointer.lastIndexOf("/");
    const parent = resolvePointer(copy, pointer.slice(0, end));
    const name = pointer
      .slice(end + 1)
      .replaceAll("~1", "/")
      .replaceAll("~0", "~");
    // Else it is inside of something that is taken out already.
    if (typeof parent === "object" && parent !== null) (parent as Record<string, unknown>)[name] = personal;
  }
  return copy;
}

/** The values of a message that the contract marks as personal, as texts, the longest first. */
export function personalValues(catalog: Catalog, { type, data }: Pick<Envelope, "type" | "data">): readonly string[] {
  const message = classOf(catalog, type);
  return message === undefined ? [] : valuesOf(message, type, data);
}

/** The same where the classes are at hand that the message may be of. */
export function personalValuesAmong(
  messages: readonly AnyMessageClass[],
  { type, data }: Pick<Envelope, "type" | "data">,
): readonly string[] {
  const message = messages.find((candidate) => isVersionOf(candidate, type));
  return message === undefined ? [] : valuesOf(message, type, data);
}

/** Of a version that is not known, what is marked in those that are. */
function valuesOf(message: AnyMessageClass, type: string, data: unknown): readonly string[] {
  const marks = new Set([...(message.personalData ?? []), ...(earlierVersion(message, type)?.personalData ?? [])]);
  const values = new Set<string>();
  for (const pointer of marks) collect(resolvePointer(data, pointer), values);
  return [...values].sort((a, b) => b.length - a.length);
}

function collect(value: unknown, into: Set<string>): void {
  if (into.size >= mostValues) return;
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) collect(part, into);
  // Of a flag nothing can be learned without its name, and `true` is a word of many sentences.
  else if (typeof value === "string" ? value.trim() !== "" : typeof value === "number") into.add(String(value));
}

const noted = new WeakMap<object, readonly string[]>();

/**
 * Remembers which personal data the text of an error may quote: whoever tells of it further out does not know the message any more.
 */
export function notePersonal(error: unknown, values: readonly string[]): void {
  if (typeof error !== "object" || error === null || values.length === 0) return;
  noted.set(
    error,
    [...new Set([...values, ...personalIn(error)])].sort((a, b) => b.length - a.length),
  );
}

/** The personal data that is known to be in an error's text, maybe. */
export function personalIn(error: unknown): readonly string[] {
  return typeof error === "object" && error !== null ? (noted.get(error) ?? []) : [];
}

/** A text without these values, however they are written in it. */
export function redactText(text: string, values: readonly string[]): string {
  let left = text;
  for (const value of values) {
    for (const form of formsOf(value)) {
      if (!left.includes(form)) continue;
      left = form.length >= shortest ? left.replaceAll(form, personal) : left.replace(alone(form), personal);
    }
  }
  return left;
}

/** A value as it is, as JSON and URLs write it, and as the ids of commands do. */
function formsOf(value: string): ReadonlySet<string> {
  const encoded = Buffer.from(value, "utf8").toString("base64url");
  return new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value.toWellFormed()), encoded]);
}

function alone(value: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, "gu");
}

/**
 * The same short word for the same value: two lines about one stream can be told to be so. It is no secret: whoever can guess the
 * value can try the guess.
 */
export function pseudonym(value: string): string {
  return `personal-${hashOf(value).slice(0, 12)}`;
}

/** Whether the ids of a message's stream, and so of the message, are personal data. */
export function hasPersonalStream({ streamId, personalData = [] }: MessageDescriptor): boolean {
  return streamId !== undefined && isMarked(streamId, personalData);
}

function isMarked(pointer: string, marks: readonly string[]): boolean {
  return marks.some((mark) => pointer === mark || pointer.startsWith(`${mark}/`));
}

interface PersonalIds {
  /** Streams with personal ids. */
  readonly streams: ReadonlySet<string>;
  /** Processes with personal keys, and so instance ids. */
  readonly processes: ReadonlySet<string>;
}

const known = new WeakMap<Catalog, PersonalIds>();

/** Where the ids themselves are personal data: what one message says of a stream holds for all of the stream's messages. */
export function personalIds(catalog: Catalog): PersonalIds {
  const found = known.get(catalog);
  if (found !== undefined) return found;
  const { messages, processes = [] } = catalog.app;
  const streams = messages.filter(hasPersonalStream).flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
  const isKeyed = (key: readonly string[]) => (message: AnyMessageClass) =>
    key.some((pointer) => isMarked(pointer, message.personalData ?? []));
  const keyed = processes.filter(({ key, startedBy, waitsFor }) => [...startedBy, ...waitsFor].some(isKeyed(key)));
  const ids = { streams: new Set(streams), processes: new Set(keyed.map(({ name }) => name)) };
  known.set(catalog, ids);
  return ids;
}

/** The id of a stream as it may be shown. */
export function shownStreamId(catalog: Catalog, stream: string, streamId: string): string {
  return personalIds(catalog).streams.has(stream) ? pseudonym(streamId) : streamId;
}

/** The id of a message as it may be shown: as it is, unless the contract has streams with personal ids. */
export function shownMessageId(catalog: Catalog, id: string): string {
  // Ids do not say of which stream they are, and a cause may be of any.
  return personalIds(catalog).streams.size === 0 ? id : pseudonym(id);
}

/** The id of an instance as it may be shown. */
export function shownInstance(catalog: Catalog, process: string, instance: string): string {
  return personalIds(catalog).processes.has(process) ? pseudonym(instance) : instance;
}
