import { LruMap } from "../../app/lru-map.ts";
import type { Runtime } from "../../app/runtime.ts";
import { retryTransient } from "../../retry/policy.ts";
import { StoreError } from "../../stores/errors.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import { givenUpSpan } from "../../telemetry/spans/letter-spans.ts";
import { traced } from "../../telemetry/spans/traced.ts";
import { type DeadEvent, readDeadLetterBlob, subscriptionOfBlob } from "./dead-letter-blob.ts";
import { again, gridLetter, type Making, unreadableId, unreadableLetter, unreadablePartition } from "./grid-letter.ts";
import type { LetterBlob, LetterBlobs } from "./letter-blobs.ts";

/** What one look into the container did. */
export interface TakenIn {
  /** Letters that were stored, or opened again. */
  readonly letters: number;
  /** Blobs whose letters are all stored, and that are gone. */
  readonly removed: number;
  /** Blobs that stay because they cannot be read; each has a letter that says why. */
  readonly unreadable: number;
}

/** Larger blobs are not Event Grid's: it writes events of at most 1 MB, and not many of these to one blob. */
const largestBlob = 64 * 1024 * 1024;

/** How often others may change a letter first. */
const mostRaces = 20;

/** Unreadable blobs that a process remembers; those it has forgotten cost a look for their letter. */
const remembered = 10_000;

/**
 * Takes in Event Grid's dead letters: every event of every blob becomes a letter, then the blob goes. May be run by several hosts at
 * once and end at any point: a letter has the same id each time, and remembers the blobs that told of it.
 */
export function letterIntake(blobs: LetterBlobs): (runtime: Runtime, until?: () => boolean) => Promise<TakenIn> {
  const left = new LruMap<true>(remembered);
  return async (runtime, until = () => false) => {
    const done = { letters: 0, removed: 0, unreadable: 0 };
    for await (const page of blobs.list()) {
      for (const blob of page) {
        if (until()) return done;
        const key = `${blob.etag} ${blob.name}`;
        if (left.get(key) === true) {
          done.unreadable++;
          continue;
        }
        const policy = runtime.catalog.app.retry.commands;
        const taken = await retryTransient(runtime, policy, () => takeIn(runtime, blobs, blob));
        done.letters += taken.letters;
        if (taken.removed) done.removed++;
        if (!taken.readable) {
          left.set(key, true);
          done.unreadable++;
        }
      }
    }
    return done;
  };
}

interface TakenBlob {
  readonly letters: number;
  readonly removed: boolean;
  readonly readable: boolean;
}

async function takeIn(runtime: Runtime, blobs: LetterBlobs, blob: LetterBlob): Promise<TakenBlob> {
  const { deadLetters } = runtime.stores;
  // Known from before this process: read once, told once.
  if ((await deadLetters.readLetter(unreadablePartition, unreadableId(blob))) !== undefined) {
    return { letters: 0, removed: false, readable: false };
  }
  const making: Making = {
    now: new Date(runtime.clock.now()).toISOString(),
    build: runtime.catalog.build,
  };
  const faults: string[] = [];
  let letters = 0;
  const subscription = subscriptionOfBlob(blob.name);
  if (subscription === undefined) {
    faults.push("Event Grid names its blobs <SUBSCRIPTION>/<year>/<month>/<day>/<hour>/<id>.json.");
  } else if (blob.bytes > largestBlob) {
    faults.push(`It has ${blob.bytes} bytes; at most ${largestBlob} are read.`);
  } else {
    const content = await blobs.read(blob);
    if (content === undefined) return { letters: 0, removed: false, readable: true };
    const read = readDeadLetterBlob(content);
    faults.push(...read.faults);
    for (const dead of read.events) {
      const fault = await keep(runtime, subscription, dead, blob.name, making);
      if (fault === undefined) letters++;
      else faults.push(fault);
    }
  }
  if (faults.length > 0) {
    const letter = unreadableLetter(blob, faults, making);
    const told = { handler: letter.handler, blob: letter.message.id, letter: letter.id, faults: faults.length };
    if ((await deadLetters.create(letter)) === "created") {
      runtime.log(logEvents.blobUnreadable, told);
    }
    return { letters, removed: false, readable: false };
  }
  await blobs.remove(blob);
  return { letters, removed: true, readable: true };
}

/** Stores the letter of one event; answers why it cannot be. */
async function keep(
  runtime: Runtime,
  subscription: string,
  dead: DeadEvent,
  blob: string,
  making: Making,
): Promise<string | undefined> {
  const cannot = (error: Error) =>
    `The event ${dead.id.toWellFormed().slice(0, 100)} cannot be stored: ${error.message.slice(0, 200)}.`;
  let letter: DeadLetterRecord;
  try {
    letter = gridLetter(subscription, dead, blob, making);
    // What JSON.parse takes may be nested too deeply for everything after it.
    JSON.stringify(letter);
  } catch (error) {
    return cannot(error as Error);
  }
  try {
    if (!(await store(runtime, letter, blob))) return undefined;
  } catch (error) {
    if (error instanceof StoreError && error.kind === "refused") return cannot(error);
    throw error;
  }
  const { reason, attempts } = dead;
  const { handler, message } = letter;
  const start = () => givenUpSpan(runtime, message, letter);
  await traced(runtime, message, start, async (span) => {
    runtime.log(logEvents.deliveryGivenUp, { message, handler, subscription, reason, attempts, letter: letter.id });
    span.failed(new Error(letter.error.message));
  });
  return undefined;
}

/** False when the blob has told of this event before. */
async function store({ stores }: Runtime, letter: DeadLetterRecord, blob: string): Promise<boolean> {
  for (let race = 0; race < mostRaces; race++) {
    if ((await stores.deadLetters.create(letter)) === "created") return true;
    const known = await stores.deadLetters.findLetter(letter.id);
    if (known?.record.delivery?.blobs.includes(blob)) return false;
    if (known === undefined) continue;
    const change = { put: again(known.record, letter), etag: known.etag };
    if (await stores.deadLetters.change(known.record.streamid, [change])) return true;
  }
  throw new StoreError("transient", `The letter ${letter.id} changes faster than it can be written.`);
}
