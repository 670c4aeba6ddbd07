import type { Catalog } from "../app/catalog.ts";
import { classOf } from "../app/catalog.ts";
import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { AnyMessageClass, MessageDescriptor } from "../messages/message-class.ts";
import { earlierVersion } from "../messages/versions.ts";

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
    const parent = resolvePointer(copy, pointer.slice(0, end)) as Record<string, unknown> | undefined;
    const name = pointer
      .slice(end + 1)
      .replaceAll("~1", "/")
      .replaceAll("~0", "~");
    // Undefined: inside of something that is taken out already.
    if (parent !== undefined) parent[name] = personal;
  }
  return copy;
}

/** The values of a message that the contract marks as personal, as texts, the longest first. */
export function personalValues(catalog: Catalog, { type, data }: Envelope): readonly string[] {
  const message = classOf(catalog, type);
  if (message === undefined) return [];
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

/** A text without these values, however JSON or a URL would write them. */
export function redactText(text: string, values: readonly string[]): string {
  let left = text;
  for (const value of values) {
    for (const form of new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value.toWellFormed())])) {
      if (!left.includes(form)) continue;
      left = form.length >= shortest ? left.replaceAll(form, personal) : left.replace(alone(form), personal);
    }
  }
  return left;
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
