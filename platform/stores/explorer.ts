import type { Envelope } from "../messages/envelope.ts";
import type { DeadLetterRecord, EventRecord, ParkedRecord } from "./records.ts";

/** What is stored and can be looked for. */
export type StoredKind = "command" | "event" | "notification";

/** An envelope without its payload. */
export type MessageHead = Omit<
  Envelope,
  "data" | "specversion" | "source" | "subject" | "datacontenttype" | "dataschema"
>;

/** What messages have in common; all of it must be met. Instants are RFC 3339 with milliseconds, UTC. */
export interface MessageFilter {
  readonly types?: readonly string[];
  readonly correlation?: string;
  /** Name of the stream. */
  readonly stream?: string;
  readonly streamid?: string;
  readonly recipient?: string;
  /** The message's id, its stream id, its correlation id or its recipient. */
  readonly anyId?: string;
  /** Somewhere in the payload as JSON writes it, in capitals or not. */
  readonly text?: string;
  readonly since?: string;
  /** Exclusive. */
  readonly until?: string;
}

/** Where a list of messages goes on that begins with the newest. */
export interface HeadPlace {
  /** Messages of this instant are still to come … */
  readonly time: string;
  /** … all of them, none of them, or those with a lesser id. */
  readonly rest: "all" | "none" | { readonly below: string };
}

/** A stretch of a list of messages. */
export interface HeadRequest {
  readonly filter: MessageFilter;
  readonly after?: HeadPlace;
  readonly limit: number;
}

/** A command that was refused or has failed, by what stands in its stream. */
export interface MarkedCommand {
  readonly commandId: string;
  readonly partition: string;
  readonly place: MarkPlace;
}

/** Where a list of marked commands goes on. */
export interface MarkPlace {
  /** Rises with what is marked later. */
  readonly at: number;
  readonly commandId: string;
}

/** A letter without its message. */
export interface LetterHead
  extends Pick<DeadLetterRecord, "id" | "handler" | "streamid" | "attempts" | "retryAt" | "closed" | "instanceId"> {
  readonly messageId: string;
  readonly error: string;
}

/** What was stored lately. */
export interface RecentCounts {
  readonly messages: readonly { readonly kind: StoredKind; readonly type: string; readonly count: number }[];
  /** `type` is the command's name. */
  readonly outcomes: readonly { readonly type: string; readonly status: string; readonly count: number }[];
}

/**
 * Looks into the stores for whoever is on call: across streams, newest first, in pages of a limit. What it answers may lag behind
 * what was just written.
 */
export interface ExplorerStore {
  /** Newest first by time, then by id from the greatest on. */
  heads(kind: StoredKind, request: HeadRequest): Promise<readonly MessageHead[]>;
  /** What belongs to one correlation id, oldest first. */
  correlated(kind: StoredKind, correlation: string, limit: number): Promise<readonly Envelope[]>;
  event(partition: string, version: number): Promise<EventRecord | undefined>;
  /** A notification by its id, whoever it is for. */
  notification(id: string): Promise<Envelope | undefined>;
  /** Commands that were refused or have failed, the last decided first. */
  marked(status: "rejected" | "failed", after: MarkPlace | undefined, limit: number): Promise<readonly MarkedCommand[]>;
  /** The newest version of each of these streams that has an event. */
  versions(partitions: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Streams with an event, by partition value, from a value on: those that begin with a text. */
  streamsFrom(prefix: string, after: string | undefined, limit: number): Promise<readonly string[]>;
  /** Parked streams, by partition value, from a value on; all the markers of a stream come together. */
  parkedFrom(prefix: string, after: string | undefined, limit: number): Promise<readonly ParkedRecord[]>;
  /** The letters of these streams. */
  letters(partitions: readonly string[]): Promise<readonly LetterHead[]>;
  /** The letters of failed instances of processes. */
  lettersOfInstances(instanceIds: readonly string[]): Promise<readonly LetterHead[]>;
  /** How many messages wait in a stream, by handler. */
  waiting(partition: string): Promise<ReadonlyMap<string, number>>;
  /** What was stored within the last seconds, by the stores' own clock. */
  recent(seconds: number): Promise<RecentCounts>;
}

/** Whether a message meets a filter. */
export function meets(envelope: Envelope, filter: MessageFilter): boolean {
  return meetsHead(envelope, filter) && (filter.text === undefined || holdsText(envelope.data, filter.text));
}

/** Whether a message meets all that a filter says but for the payload. */
export function meetsHead(head: MessageHead, filter: MessageFilter): boolean {
  const { types, correlation, stream, streamid, recipient, anyId, since, until } = filter;
  return (
    (types === undefined || types.includes(head.type)) &&
    (correlation === undefined || head.correlationid === correlation) &&
    (stream === undefined || head.stream === stream) &&
    (streamid === undefined || head.streamid === streamid) &&
    (recipient === undefined || head.recipient === recipient) &&
    (anyId === undefined || [head.id, head.streamid, head.correlationid, head.recipient].includes(anyId)) &&
    (since === undefined || head.time >= since) &&
    (until === undefined || head.time < until)
  );
}

/** Whether a payload holds a text, in capitals or not. */
export function holdsText(data: unknown, text: string): boolean {
  return (JSON.stringify(data) ?? "").toLowerCase().includes(text.toLowerCase());
}
