import type { Envelope } from "../messages/envelope.ts";
import type { Fault } from "../messages/message-class.ts";
import type { FailedInstance } from "../processes/orchestration.ts";

/** The documents as they are stored. `streamid` is always the partition value: stream name and stream id. */

/** A command that was accepted at the door. */
export interface CommandRecord {
  /** The dedupe hash. */
  readonly id: string;
  readonly streamid: string;
  readonly payloadhash: string;
  /** Whether the client (or a reaction) gave the key, and not the payload. */
  readonly sentbykey: boolean;
  /** Of a command that a process sent: which run of it. */
  readonly sentbyrun?: string;
  readonly envelope: Envelope;
}

/** One event. */
export interface EventRecord {
  /** The zero-padded version. */
  readonly id: string;
  readonly kind: "event";
  readonly streamid: string;
  readonly version: number;
  readonly causationid: string;
  /** The event's place among those of its command, from 0. */
  readonly causationindex: number;
  /** Type of its command, and when that was accepted; undefined in events of before it was noted. */
  readonly causedby?: { readonly type: string; readonly time: string };
  readonly envelope: Envelope;
}

/** What came of a command that has no events to show for it. */
export type MarkedResult =
  | { readonly status: "succeeded" }
  | { readonly status: "rejected"; readonly code: string; readonly message: string }
  /** The whole letter, so that whoever comes later can finish the parking; none to finish when it was discarded. */
  | { readonly status: "failed"; readonly letter: DeadLetterRecord; readonly discarded?: true };

/**
 * Stands in the stream's partition where the events would: the unique key over causation makes events, refusal and
 * failure of one command exclude each other, whoever else works on it.
 */
export interface OutcomeMarker {
  /** `outcome-<dedupe hash>`. */
  readonly id: string;
  readonly kind: "outcome";
  readonly streamid: string;
  readonly causationid: string;
  readonly causationindex: 0;
  readonly result: MarkedResult;
}

/** Where an event of an outcome stands. */
export interface EventPosition {
  /** The event's name in the contract. */
  readonly type: string;
  /** Stream name and stream id, as in the event's subject. */
  readonly stream: string;
  readonly version: number;
}

/** What a client reads of its command. */
export interface OutcomeRecord {
  /** The command id. */
  readonly id: string;
  readonly commandId: string;
  /** The command's name in the contract. */
  readonly type: string;
  readonly status: "succeeded" | "rejected" | "failed";
  readonly correlationId: string;
  /** Who sent the command, as its token says: nobody else may ask for it. */
  readonly caller?: string;
  readonly events?: readonly EventPosition[];
  readonly rejection?: { readonly code: string; readonly message: string };
  readonly deadLetter?: string;
}

/** A document of a read model. */
export interface ReadModelRecord {
  readonly id: string;
  readonly partition: string;
  /** What queries answer. */
  readonly data: unknown;
  /** The last version of each stream that is folded in, by the stream's partition value. */
  readonly seen: Readonly<Record<string, number>>;
}

/** A notification. */
export interface NotificationRecord {
  readonly id: string;
  readonly recipient: string;
  readonly envelope: Envelope;
}

/** One failed try. */
export interface Attempt {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly error: string;
}

/** A message that a handler could not handle, with all that is known of why. */
export interface DeadLetterRecord {
  readonly id: string;
  readonly kind: "letter";
  readonly streamid: string;
  readonly handler: string;
  readonly message: Envelope;
  readonly error: LetterError;
  /** What a validator found, where it was one that refused. */
  readonly faults: readonly Fault[];
  readonly attempts: readonly Attempt[];
  /** When it is tried again by itself, RFC 3339, UTC; undefined: only when somebody redrives it. */
  readonly retryAt?: string;
  /** Version of the service that tried. */
  readonly build: string;
  readonly traceparent?: string;
  /** Of a process that has failed: its instance in Durable Functions. */
  readonly instanceId?: string;
  /** Of a process that has failed: what brings it to the same place again. */
  readonly failed?: FailedInstance;
  /** Of a notifier that could not tell of a failed process: what it was to tell of. */
  readonly untold?: UntoldFailure;
  /** Of a process that is being redriven: its event is on its way to it again. */
  readonly restart?: LetterRestart;
  /** Of an event that Event Grid gave up for one of its subscriptions. */
  readonly delivery?: GivenUpDelivery;
  /** How its payload was repaired, oldest first. */
  readonly edits?: readonly LetterEdit[];
  /** Who has let it be handled again although its handler is declared not to be idempotent, oldest first. */
  readonly forced?: readonly LetterForce[];
  /** Set when nothing is left to do with the message. Letters are kept then that say who decided something. */
  readonly closed?: LetterClosed;
}

/** The failure of a process, as its notifiers hear of it. */
export interface UntoldFailure {
  readonly process: string;
  readonly error: string;
  /** The process's own letter. */
  readonly deadLetter: string;
}

/** What Event Grid says of an event that it could not deliver. */
export interface GivenUpDelivery {
  /** The subscription, in lower case. */
  readonly subscription: string;
  /** `deadLetterReason`, such as `TimeToLiveExceeded`. */
  readonly reason: string;
  /** How often Event Grid has tried. */
  readonly attempts: number;
  /** `lastDeliveryOutcome`, such as `NotFound`. */
  readonly outcome: string;
  /** RFC 3339, UTC. */
  readonly published?: string;
  /** The blobs that told of it, newest last: one of them that comes again tells nothing new. */
  readonly blobs: readonly string[];
}

/** What went wrong last. */
export interface LetterError {
  readonly name: string;
  /** What a retry policy may call the error, too. */
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
}

/** Somebody has repaired a letter's payload. */
export interface LetterEdit {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by: string;
  readonly why: string;
  /** The payload before. */
  readonly original: unknown;
}

/** Somebody has let a message be handled again, and answers for it. */
export interface LetterForce {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by: string;
}

/** Somebody has asked for a failed process to be started again. */
export interface LetterRestart {
  /** Names the request in the event that brings it. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** How a letter came to its end. */
export interface LetterClosed {
  readonly how: "redriven" | "discarded";
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by?: string;
  readonly why?: string;
}

/** A message that came before the process instance that it is for. */
export interface InboxRecord {
  /** The message's id as a document id. */
  readonly id: string;
  readonly instance: string;
  readonly message: Envelope;
}

/** Says that an instance has failed and may be redriven: messages for it are kept, though it is there. */
export interface HeldRecord {
  /** `-held`; no message's id begins like this. */
  readonly id: string;
  readonly instance: string;
  /** Which try of the instance failed, from 1. */
  readonly attempt: number;
}

/** Says that a stream is parked for one handler. */
export interface ParkedRecord {
  /** `parked-<handler>`. */
  readonly id: string;
  readonly kind: "parked";
  readonly streamid: string;
  readonly handler: string;
  readonly deadLetter: string;
  /** Events: version of the one that parked the stream. Those before it are done, those after it wait. */
  readonly version?: number;
  /** Goes up whenever somebody keeps a message behind it or looks at those kept: its tag tells that nothing has come since. */
  readonly touched?: number;
  /** When its message failed first, RFC 3339. */
  readonly since?: string;
}

/** A message that came while its stream was parked. */
export interface WaitingRecord {
  /** `waiting-<handler>-<order>-<hash>`. */
  readonly id: string;
  readonly kind: "waiting";
  readonly streamid: string;
  readonly handler: string;
  readonly message: Envelope;
}

/** The folded state of a stream at one version. */
export interface SnapshotRecord {
  /** The partition value as a document id. */
  readonly id: string;
  readonly streamid: string;
  readonly version: number;
  readonly state: unknown;
  /** Which code folded it; a snapshot of other code is not used. */
  readonly tag: string;
}
