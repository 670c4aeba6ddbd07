import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import type { Attempt, DeadLetterRecord, LetterError, ParkedRecord, WaitingRecord } from "../stores/records.ts";
import type { HandlerError } from "./handler-error.ts";

/** The handler name of a stream's deciders. */
export const commandsHandler = "commands";
/** The handler name of publishing. */
export const publishHandler = "publish";

/** The handler name of a projection. */
export function projectionHandler(readModel: string): string {
  return `projection-${readModel}`;
}

/** The handler name of a notifier. */
export function notifierHandler(notification: string): string {
  return `notifier-${notification}`;
}

/** The handler name of a process. */
export function processHandler(process: string): string {
  return `process-${process}`;
}

/** The handler name of an Event Grid subscription, its own or a foreign one. */
export function subscriptionHandler(subscription: string): string {
  return `subscription-${subscription}`;
}

/** The handler name of dead-letter blobs that cannot be read. */
export const unreadableBlobHandler = "unreadable-blob";

/** What a letter is made of. */
export interface Failure {
  readonly handler: string;
  readonly partition: string;
  readonly message: Envelope;
  readonly error: HandlerError;
  readonly attempts: readonly Attempt[];
  /** When it is tried again by itself. */
  readonly retryAt?: string | undefined;
  readonly build: string;
}

/** Longest message and stack that a letter keeps, in characters: it must fit beside the message that failed. */
const longestText = 4_000;
/** Longest message of one attempt, of which there may be a thousand. */
const longestAttempt = 300;
/** Most faults that a letter keeps. */
const mostFaults = 100;

/** The letter's id: one message and handler have one letter however often they fail. */
export function letterId(handler: string, messageId: string): string {
  return `letter-${hashOf({ handler, messageId })}`;
}

/** Writes the letter of a message that could not be handled. */
export function letterOf(failure: Failure): DeadLetterRecord {
  const { handler, message, error, retryAt } = failure;
  return {
    id: letterId(handler, message.id),
    kind: "letter",
    streamid: failure.partition,
    handler,
    message,
    error: letterError(error),
    faults: error.faults.slice(0, mostFaults),
    attempts: failure.attempts,
    ...(retryAt === undefined ? {} : { retryAt }),
    build: failure.build,
    ...(message.traceparent === undefined ? {} : { traceparent: message.traceparent }),
  };
}

/** An error as a letter keeps it. */
export function letterError(error: HandlerError): LetterError {
  // The handler's own stack says more than ours.
  const origin = error.cause instanceof Error ? error.cause : error;
  const code: unknown = "code" in origin ? origin.code : undefined;
  return {
    name: String(origin.name).slice(0, 200),
    ...(typeof code === "string" ? { code: code.slice(0, 200) } : {}),
    message: error.message.slice(0, longestText),
    ...(origin.stack === undefined ? {} : { stack: String(origin.stack).slice(0, longestText) }),
  };
}

/**
 * A failed try as a letter keeps it.
 * @param now when it failed
 */
export function attemptOf(now: number, error: HandlerError): Attempt {
  return { at: new Date(now).toISOString(), error: error.message.slice(0, longestAttempt) };
}

/** Says that the letter's stream is parked for the letter's handler. */
export function parkedBy(letter: DeadLetterRecord): ParkedRecord {
  const { streamid, handler, id } = letter;
  const version = letter.message.streamversion;
  const since = letter.attempts[0]?.at;
  return {
    id: parkedId(handler),
    kind: "parked",
    streamid,
    handler,
    deadLetter: id,
    ...(version === undefined ? {} : { version }),
    ...(since === undefined ? {} : { since }),
  };
}

/** The id of the marker that parks a stream for a handler. */
export function parkedId(handler: string): string {
  return `parked-${handler}`;
}

/**
 * Keeps a message that came while its stream was parked.
 * @param order its place among the messages of the stream: sequence number or version
 */
export function waitingOf(handler: string, partition: string, message: Envelope, order: number): WaitingRecord {
  const place = String(order).padStart(16, "0");
  return {
    id: `waiting-${handler}-${place}-${hashOf(message.id)}`,
    kind: "waiting",
    streamid: partition,
    handler,
    message,
  };
}

/** The same marker with another tag, once it is written. */
export function touched(marker: ParkedRecord): ParkedRecord {
  return { ...marker, touched: (marker.touched ?? 0) + 1 };
}
