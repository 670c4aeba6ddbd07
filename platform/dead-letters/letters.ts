import type { Stores } from "../stores/ports.ts";
import type { DeadLetterRecord, WaitingRecord } from "../stores/records.ts";

/** A letter in a list. */
export interface LetterLine {
  readonly id: string;
  readonly handler: string;
  /** Stream name and stream id. */
  readonly stream: string;
  readonly type: string;
  readonly messageId: string;
  readonly error: string;
  readonly attempts: number;
  /** When it was tried last; RFC 3339, UTC. */
  readonly last: string;
  /** When it is tried next by itself, RFC 3339, UTC; undefined: only when somebody redrives it. */
  readonly retryAt?: string;
  readonly build: string;
  /** Whether the stream's later messages wait behind it. */
  readonly parks: boolean;
  readonly closed?: DeadLetterRecord["closed"];
}

/** A letter with everything that is known of it. */
export interface LetterDetail {
  readonly letter: DeadLetterRecord;
  readonly parks: boolean;
  /** Ids and types of the messages that wait behind it, in order. */
  readonly waiting: readonly { readonly messageId: string; readonly type: string }[];
}

/**
 * The letters, newest failure first.
 * @param all also those that have come to their end and are kept for what they tell
 */
export async function listLetters(stores: Stores, { all = false } = {}): Promise<readonly LetterLine[]> {
  const lines: LetterLine[] = [];
  for await (const page of stores.deadLetters.letters()) {
    const streams = [...new Set(page.map(({ streamid }) => streamid))];
    const markers = streams.length === 0 ? [] : await stores.deadLetters.parked(streams);
    const parking = new Set(markers.map(({ deadLetter }) => deadLetter));
    for (const letter of page) {
      const line = lineOf(letter, parking.has(letter.id));
      if (all || line.closed === undefined || line.parks) lines.push(line);
    }
  }
  return lines.sort((a, b) => (a.last === b.last ? compare(a.id, b.id) : compare(b.last, a.last)));
}

/** One letter; undefined when there is none of this id. */
export async function showLetter(stores: Stores, id: string): Promise<LetterDetail | undefined> {
  const found = await stores.deadLetters.findLetter(id);
  if (found === undefined) return undefined;
  const { streamid, handler } = found.record;
  const marker = await stores.deadLetters.readParked(streamid, handler);
  const parks = marker?.record.deadLetter === id;
  const waiting: readonly WaitingRecord[] = parks ? await stores.deadLetters.waiting(streamid, handler) : [];
  return {
    letter: found.record,
    parks,
    waiting: waiting.map(({ message }) => ({ messageId: message.id, type: message.type })),
  };
}

function lineOf(letter: DeadLetterRecord, parks: boolean): LetterLine {
  const { id, handler, streamid, message, error, attempts, retryAt, build, delivery, closed } = letter;
  return {
    id,
    handler,
    stream: streamid,
    // What was set aside may be anything.
    type: String(message?.type ?? ""),
    messageId: String(message?.id ?? ""),
    error: error.message,
    // Of those that Event Grid made, the letter has the last one.
    attempts: attempts.length + (delivery === undefined ? 0 : delivery.attempts - 1),
    last: attempts.at(-1)?.at ?? "",
    ...(retryAt === undefined || closed !== undefined ? {} : { retryAt }),
    build,
    parks,
    ...(closed === undefined ? {} : { closed }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
