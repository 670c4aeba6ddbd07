import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import { commandHash, commandId, type DedupeKey, longestStreamId, partitionOf } from "../messages/ids.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { AnyMessageClass, Fault } from "../messages/message-class.ts";
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
}

/** The document to store for a command, or what is wrong with it. */
export type Accepted =
  | { readonly ok: true; readonly record: CommandRecord }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Validates a payload and makes the document that is stored for it: pure but for loading the validator.
 * @throws Error when the class is not a command of a stream
 */
export async function acceptCommand(message: AnyMessageClass, payload: unknown, arrival: Arrival): Promise<Accepted> {
  const parsed = await message.parse(payload);
  if (!parsed.ok) return parsed;
  if (message.kind !== "command" || message.stream === undefined || message.streamId === undefined) {
    throw new Error(`${message.messageName} is not a command of a stream.`);
  }
  const found = resolvePointer(payload, message.streamId);
  const streamId = typeof found === "number" ? String(found) : found;
  const fault = streamIdFault(message.streamId, streamId);
  if (fault !== undefined) return { ok: false, faults: [fault] };
  return { ok: true, record: recordOf(message, payload, streamId as string, arrival) };
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

function recordOf(message: AnyMessageClass, data: unknown, streamId: string, arrival: Arrival): CommandRecord {
  const stream = message.stream ?? "";
  const hash = commandHash(message, data, arrival.key);
  const id = commandId(hash, streamId);
  const partition = partitionOf(stream, streamId);
  const envelope: Envelope = {
    specversion: "1.0",
    id,
    source: message.source,
    type: message.type,
    subject: partition,
    time: new Date(arrival.now).toISOString(),
    datacontenttype: "application/json",
    dataschema: message.schemaId,
    correlationid: arrival.correlationId,
    causationid: arrival.causationId ?? id,
    ...(arrival.traceparent === undefined ? {} : { traceparent: arrival.traceparent }),
    ...(arrival.tracestate === undefined ? {} : { tracestate: arrival.tracestate }),
    stream,
    streamid: streamId,
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
