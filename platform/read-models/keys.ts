import { type Catalog, classOf, newestEnvelope } from "../app/catalog.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { documentId, longestStreamId, versionId } from "../messages/ids.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { ReadModelDescriptor } from "./projection.ts";

/** Where a document of a read model lies. */
export interface DocumentKey {
  readonly partition: string;
  readonly id: string;
}

/**
 * The document that an event goes to; undefined when it goes to none, because the payload has no value there.
 * @throws HandlerError when the value there cannot be a key, or the event cannot be brought up to its newest version
 */
export function documentKey(
  catalog: Catalog,
  descriptor: ReadModelDescriptor,
  envelope: Envelope,
): DocumentKey | undefined {
  const streamId = envelope.streamid ?? "";
  if (descriptor.per === "stream") return keyOfValue(streamId);
  if (descriptor.per === "event") return { partition: streamId, id: versionId(envelope.streamversion ?? 0) };
  const message = classOf(catalog, envelope.type);
  const { data } = message === undefined ? envelope : newestEnvelope(catalog, message, envelope);
  const value = resolvePointer(data, descriptor.per);
  if (value === undefined || value === null) return undefined;
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || text === "" || Buffer.byteLength(text, "utf8") > longestStreamId) {
    throw new HandlerError(`${envelope.type} has no key for ${descriptor.name} at ${descriptor.per}.`);
  }
  return keyOfValue(text);
}

/** The key of a document that is the only one of its partition. */
export function keyOfValue(value: string): DocumentKey {
  return { partition: value, id: documentId(value) };
}

/** One text for a key. */
export function keyText(key: DocumentKey): string {
  return JSON.stringify([key.partition, key.id]);
}
