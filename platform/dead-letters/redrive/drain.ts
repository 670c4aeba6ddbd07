import type { Runtime } from "../../app/runtime.ts";
import { policyOf } from "../../retry/policies.ts";
import { type Failed, tryHandler } from "../../retry/try-handler.ts";
import { StoreError } from "../../stores/errors.ts";
import type { DeadLetterChange, Tagged } from "../../stores/ports.ts";
import type { DeadLetterRecord, ParkedRecord, WaitingRecord } from "../../stores/records.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import { letterOf, parkedBy, touched } from "../letter.ts";
import type { Runner } from "./runner.ts";

/** How often others may come between before the store is called troubled. */
const mostRounds = 1000;

/** What a drain did. */
export interface Drained {
  /** Messages that were handled. */
  readonly resumed: number;
  /** The letter of one that could not be, which parks the stream now. */
  readonly stoppedBy?: string;
}

/**
 * Handles, one after the other, what waits behind a letter whose own message is done, and ends the parking.
 *
 * A message leaves only when it has been handled, and handling it again changes nothing: a crash at any point costs no more
 * than the work of doing it again. Marker and letter go in one transaction, and only while nothing waits: whoever keeps a
 * message touches the marker, so that it has another tag then. Two drains at once do the same in the same order.
 * @throws StoreError when the store is in trouble
 */
export async function drain(runtime: Runtime, runner: Runner, letter: DeadLetterRecord): Promise<Drained> {
  const store = runtime.stores.deadLetters;
  const { streamid, handler } = letter;
  const closing = closed(letter);
  let resumed = 0;
  for (let round = 0; round < mostRounds; round++) {
    const found = await store.readParked(streamid, handler);
    if (found?.record.deadLetter !== letter.id) {
      // Not parked by it, or not any more: false says that the letter is gone, too.
      await store.change(streamid, [closing]);
      return { resumed };
    }
    // Who has written to a partition reads what was written there before, by other processes too.
    const touch = touched(found.record);
    if (!(await store.change(streamid, [{ put: touch, etag: found.etag }]))) continue;
    const waiting = await store.waiting(streamid, handler);
    const now = await store.readParked(streamid, handler);
    // Another drain that stopped has taken a message out of the list: what comes after it has to wait again.
    if (now?.record.deadLetter !== letter.id) continue;
    if (waiting.length === 0) {
      const quiet = now.record.touched === touch.touched;
      if (quiet && (await store.change(streamid, [{ remove: now.record.id, etag: now.etag }, closing])))
        return { resumed };
      continue;
    }
    for (const next of waiting) {
      const policy = policyOf(runtime.catalog, handler, next.message);
      const failed = await tryHandler(runtime, policy, () => runner.run(next.message));
      if (failed !== undefined) {
        const left = await letterFor(runtime, runner, next, failed);
        if (left === undefined || !(await parkAnew(runtime, letter, left, next, closing))) break;
        const { error } = failed;
        runtime.log(logEvents.waitingParked, { message: next.message, handler, letter: left.id, error });
        return { resumed, stoppedBy: left.id };
      }
      await store.remove(streamid, next.id);
      resumed++;
    }
  }
  throw new StoreError("transient", `The stream ${streamid} is being changed faster than it can be drained.`);
}

/** What a message that waited leaves behind: until its next try nothing but its letter. */
async function letterFor(
  runtime: Runtime,
  runner: Runner,
  { streamid, handler, message }: WaitingRecord,
  { error, attempts, retryAt }: Failed,
): Promise<DeadLetterRecord | undefined> {
  if (retryAt === undefined) return runner.fail(message, error, attempts);
  const build = runtime.catalog.build;
  return letterOf({ handler, partition: streamid, message, error, attempts, retryAt, build });
}

/** The parking goes over from the old letter to the new one in one transaction; false when somebody else was faster. */
async function parkAnew(
  runtime: Runtime,
  old: DeadLetterRecord,
  failed: DeadLetterRecord,
  waiting: WaitingRecord,
  closing: DeadLetterChange,
): Promise<boolean> {
  const store = runtime.stores.deadLetters;
  for (let round = 0; round < mostRounds; round++) {
    const marker: Tagged<ParkedRecord> | undefined = await store.readParked(old.streamid, old.handler);
    if (marker?.record.deadLetter !== old.id) return false;
    const { touched: count } = touched(marker.record);
    const changed = await store.change(old.streamid, [
      { put: failed },
      { put: { ...parkedBy(failed), ...(count === undefined ? {} : { touched: count }) }, etag: marker.etag },
      { remove: waiting.id },
      closing,
    ]);
    if (changed) return true;
    const still = await store.waiting(old.streamid, old.handler);
    if (!still.some(({ id }) => id === waiting.id)) return false;
  }
  return false;
}

/** A letter that tells what people decided is kept; any other one has done its duty. */
function closed(letter: DeadLetterRecord): DeadLetterChange {
  return letter.closed === undefined ? { remove: letter.id } : { put: letter };
}
