import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import { commandHash, commandId, type DedupeKey, longestStreamId, partitionOf, type SentAs } from "../messages/ids.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { AnyMessageClass, EarlierVersion, Fault } from "../messages/message-class.ts";
import { type Casters, parseEarlier, upcastData } from "../messages/versions.ts";
import type { CommandRecord } from "../stores/records.ts";

/** What surrounds a command when it arrives. */
export interface Arrival {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly correlationId: string;
  /** The message that caused it; undefined: a client did, and the command causes itself. */
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  readonly key: DedupeKey;
  /** Who sends it, as a token says. */
  readonly caller?: string | undefined;
}

/** A payload that is in an earlier version, and what brings it up. */
export interface SentVersion {
  readonly version: EarlierVersion;
  readonly upcasters: Casters | undefined;
}

/** The document to store for a command, or what is wrong with it. */
export type Accepted =
  /** `data`: the payload in the newest version. */
  | { readonly ok: true; readonly record: CommandRecord; readonly data: unknown }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Validates a payload and makes the document that is stored for it: pure but for loading the validator. One of an earlier
 * version is stored as it was sent, and has to be valid when it is brought up, too.
 * @throws Error when the class is not a command of a stream, HandlerError when an upcaster throws
 */
export async function acceptCommand(
  message: AnyMessageClass,
  payload: unknown,
  arrival: Arrival,
  sent?: SentVersion,
): Promise<Accepted> {
  const given = sent === undefined ? undefined : await parseEarlier(sent.version, payload);
  if (given?.ok === false) return given;
  const data = sent === undefined ? payload : upcastData(message, sent.version.version, payload, sent.upcasters);
  const parsed = await message.parse(data);
  if (!parsed.ok) return parsed;
  if (message.kind !== "command" || message.stream === undefined || message.streamId === undefined) {
    throw new Error(`${message.messageName} is not a command of a stream.`);
  }
  const found = resolvePointer(data, message.streamId);
  const streamId = typeof found === "number" ? String(found) : found;
  const fault = streamIdFault(message.streamId, streamId);
  if (fault !== undefined) return { ok: false, faults: [fault] };
  const as = sent === undefined ? undefined : { ...sent.version, data: payload };
  return { ok: true, record: recordOf(message, data, streamId as string, arrival, as), data };
}

function streamIdFault(pointer: string, streamId: unknown): Fault | undefined {
  if (typeof streamId !== "string" || streamId === "") {
    return { pointer, message: "must be a text that is not empty", keyword: "streamId" };
  }
  if (Buffer.byteLength(streamId, "utf8") > longestStreamId) {
    return { pointer, message: `must not be longer than ${longestStreamId} bytes`, keyword: "streamId" };
  }
  return undefined;
}

function recordOf(
  message: AnyMessageClass,
  newest: unknown,
  streamId: string,
  arrival: Arrival,
  sent: (EarlierVersion & SentAs) | undefined,
): CommandRecord {
  const stream = message.stream ?? "";
  const hash = commandHash(message, newest, arrival.key, sent, arrival.caller);
  const { type, schemaId, data } = sent ?? { type: message.type, schemaId: message.schemaId, data: newest };
  const id = commandId(hash, streamId);
  const partition = partitionOf(stream, streamId);
  const envelope: Envelope = {
    specversion: "1.0",
    id,
    source: message.source,
    type,
    subject: partition,
    time: new Date(arrival.now).toISOString(),
    datacontenttype: "application/json",
    dataschema: schemaId,
    correlationid: arrival.correlationId,
    causationid: arrival.causationId ?? id,
    ...(arrival.traceparent === undefined ? {} : { traceparent: arrival.traceparent }),
    ...(arrival.tracestate === undefined ? {} : { tracestate: arrival.tracestate }),
    stream,
    streamid: streamId,
    ...(arrival.caller === undefined ? {} : { caller: arrival.caller }),
    data,
  };
  return {
    id: hash,
    streamid: partition,
    payloadhash: hashOf(data),
    sentbykey: arrival.key.by !== "payload",
    envelope,
  };
}
