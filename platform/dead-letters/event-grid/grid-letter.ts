import type { Envelope } from "../../messages/envelope.ts";
import { hashOf } from "../../messages/hash.ts";
import { partitionOf } from "../../messages/ids.ts";
import { readCloudEvent } from "../../reactions/cloud-event.ts";
import type { Attempt, DeadLetterRecord } from "../../stores/records.ts";
import { subscriptionHandler, unreadableBlobHandler } from "../letter.ts";
import type { DeadEvent } from "./dead-letter-blob.ts";
import type { LetterBlob } from "./letter-blobs.ts";

/** What every letter says of its making. */
export interface Making {
  /** RFC 3339, UTC. */
  readonly now: string;
  readonly build: string;
}

/** Longest stream name and id that a foreign event may have for its letter to stand beside the stream's own. */
const longestPartition = 1000;

/**
 * The letter of an event that Event Grid gave up for a subscription. Its id is made of subscription, stream, source and event
 * id: one event has one letter a subscription, however often its blob is read.
 * @throws Error when an id or the source is no Unicode text
 */
export function gridLetter(subscription: string, dead: DeadEvent, blob: string, making: Making): DeadLetterRecord {
  const { event, id, reason, attempts, outcome, published, lastAttempt } = dead;
  const handler = subscriptionHandler(subscription);
  const message =
    `Event Grid gave up delivering to the subscription ${subscription} after ${attempts} attempts: ${reason}, ` +
    `the last outcome was ${outcome}.`;
  const { traceparent } = event;
  const partition = partitionFor(subscription, event);
  const source = String(event["source"] ?? event["topic"] ?? "");
  return {
    id: `letter-${hashOf({ handler, partition, source, messageId: id })}`,
    kind: "letter",
    streamid: partition,
    handler,
    message: event as unknown as Envelope,
    error: { name: outcome, message },
    faults: [],
    attempts: [{ at: lastAttempt ?? published ?? making.now, error: `${outcome} (attempt ${attempts} of Event Grid)` }],
    build: making.build,
    ...(typeof traceparent === "string" ? { traceparent } : {}),
    delivery: {
      subscription,
      reason,
      attempts,
      outcome,
      ...(published === undefined ? {} : { published }),
      blobs: [blob],
    },
  };
}

/** As many blobs as a letter remembers. */
const mostBlobs = 20;

/** The letter of an event that was given up once more: open again, whatever had become of the first one. */
export function again(known: DeadLetterRecord, anew: DeadLetterRecord): DeadLetterRecord {
  const { closed: _ended, ...open } = known;
  const { delivery } = anew;
  if (delivery === undefined) return open;
  const blobs = [...(known.delivery?.blobs ?? []), ...delivery.blobs].slice(-mostBlobs);
  const attempts: readonly Attempt[] = [...known.attempts, ...anew.attempts];
  const error = anew.error;
  return { ...open, error, attempts, delivery: { ...delivery, attempts: delivery.attempts, blobs } };
}

/** The letter of a blob that cannot be read, or not wholly. The blob stays; the letter's id changes with its content. */
export function unreadableLetter(blob: LetterBlob, faults: readonly string[], making: Making): DeadLetterRecord {
  const message = `The blob ${shownName(blob)} is no dead letter of Event Grid: ${faults.slice(0, 10).join(" ")}`;
  const about = { id: shownName(blob), type: "dead-letter blob", etag: blob.etag, bytes: blob.bytes };
  return {
    id: unreadableId(blob),
    kind: "letter",
    streamid: unreadablePartition,
    handler: unreadableBlobHandler,
    message: about as unknown as Envelope,
    error: { name: "UnreadableBlob", message },
    faults: [],
    attempts: [{ at: making.now, error: message }],
    build: making.build,
  };
}

/** Where letters of unreadable blobs stand. */
export const unreadablePartition = "eventgrid/unreadable";

/** The id of an unreadable blob's letter. */
export function unreadableId({ name, etag }: LetterBlob): string {
  return `letter-${hashOf({ blob: name.toWellFormed(), etag })}`;
}

const shownName = ({ name }: LetterBlob) => name.toWellFormed().slice(0, 200);

function partitionFor(subscription: string, event: Readonly<Record<string, unknown>>): string {
  const envelope = readCloudEvent(event);
  const own = envelope && partitionOf(envelope.stream ?? "", envelope.streamid ?? "");
  return own !== undefined && Buffer.byteLength(own) <= longestPartition ? own : `eventgrid/${subscription}`;
}
