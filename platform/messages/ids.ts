import { hashOf } from "./hash.ts";
import { resolvePointer } from "./json-pointer.ts";
import type { MessageDescriptor } from "./message-class.ts";
import { firstType } from "./types.ts";

/** Longest stream id in bytes of UTF-8, so that every id made from it fits into a Cosmos id (1,023 bytes). */
export const longestStreamId = 512;

/** What is stored under `/streamid`: two streams with the same id but other names never share a partition. */
export function partitionOf(stream: string, streamId: string): string {
  return `${stream}/${streamId}`;
}

/** The stream's name and the id within it, from what is stored under `/streamid`. */
export function streamOfPartition(partition: string): { readonly stream: string; readonly streamId: string } {
  const slash = partition.indexOf("/");
  return { stream: partition.slice(0, slash), streamId: partition.slice(slash + 1) };
}

/** What makes two commands the same: the payload itself, the client's key, or the place of the reaction or process that sends it. */
export type DedupeKey =
  | { readonly by: "payload" }
  | { readonly by: "client"; readonly key: string }
  | { readonly by: "sender"; readonly key: string };

/** A payload as it was sent, in an earlier version. */
export interface SentAs {
  readonly type: string;
  readonly data: unknown;
}

/**
 * The dedupe hash of a command: its document id. The kinds of key can never produce the same hash. A key that somebody gave names
 * the same command in all its versions, as do the fields that the contract compares; a whole payload only in the version it was
 * sent in. What two callers send is never the same command: nobody can take another's key, nor be told by an answer that it is
 * taken. Without a caller the hash is what it was before there were any.
 * @param data the payload in the newest version
 * @param sent the payload as it was sent, where that was an earlier version
 * @param caller who sends it, as a token says; undefined: no token was asked for
 */
export function commandHash(
  message: MessageDescriptor,
  data: unknown,
  key: DedupeKey,
  sent?: SentAs,
  caller?: string,
): string {
  const type = firstType(message.type);
  if (key.by === "sender") return hashOf({ type, sender: key.key });
  const by = caller === undefined ? {} : { caller };
  if (key.by === "client") return hashOf({ type, key: key.key, ...by });
  if (message.dedupe === undefined || message.dedupe === "payload") {
    return hashOf({ type: sent?.type ?? message.type, payload: sent === undefined ? data : sent.data, ...by });
  }
  const selected = message.dedupe.map((pointer) => [pointer, resolvePointer(data, pointer) ?? null]);
  return hashOf({ type, selected, ...by });
}

const plainStreamId = /^[A-Za-z0-9_-]{1,128}$/;
const commandIdShape = /^([A-Za-z0-9_-]{43})\.(?:([A-Za-z0-9_-]{1,128})|~([A-Za-z0-9_-]{1,700}))$/;

/** The public id of a command. It holds all that is needed to find the command by point reads. */
export function commandId(hash: string, streamId: string): string {
  const tail = plainStreamId.test(streamId) ? streamId : `~${Buffer.from(streamId, "utf8").toString("base64url")}`;
  return `${hash}.${tail}`;
}

/** Takes a command id apart; undefined when it is none. */
export function parseCommandId(id: string): { readonly hash: string; readonly streamId: string } | undefined {
  const match = commandIdShape.exec(id);
  if (match?.[1] === undefined) return undefined;
  const streamId = match[2] ?? Buffer.from(match[3] ?? "", "base64url").toString("utf8");
  // Only the one spelling that `commandId` gives is an id; base64 has others for the same bytes.
  return commandId(match[1], streamId) === id ? { hash: match[1], streamId } : undefined;
}

/** The id of an event: the same however often it is delivered. */
export function eventId(stream: string, streamId: string, version: number): string {
  return `${stream}:${streamId}:${version}`;
}

/**
 * The id of an event in a version that it was not stored in. Consumers of one version see it under one id; the app itself takes
 * both for the same event.
 */
export function eventIdAs(id: string, version: number): string {
  return `${id}~v${version}`;
}

/** The id of an event whatever version it came in. */
export function plainEventId(id: string): string {
  return id.replace(/(:\d+)~v\d+$/, "$1");
}

/** A stream version as a document id: sorts by number. */
export function versionId(version: number): string {
  return String(version).padStart(12, "0");
}

/** The id of the notification `name` that the message `causationId` causes. */
export function notificationId(causationId: string, name: string): string {
  return hashOf({ causationId, name });
}

/** Not beginning with a dot: URLs lose a segment of one or two dots. */
const plainDocumentId = /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,254}$/;

/** Any text as a Cosmos document id, which must not hold `/`, `\`, `#` or `?`. Readable where it can be. */
export function documentId(text: string): string {
  if (plainDocumentId.test(text)) return text;
  return `~${Buffer.from(text, "utf8").toString("base64url")}`;
}
