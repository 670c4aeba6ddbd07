import type { Runtime } from "../app/runtime.ts";
import type { Failed } from "../retry/try-handler.ts";
import type { EventRecord } from "../stores/records.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { letterOf } from "./letter.ts";
import { parkStream } from "./park-stream.ts";
import type { ParkedSet } from "./parked-set.ts";
import { waitBehind } from "./wait-behind.ts";

/**
 * Parks a stream for one handler of events, until the event's next try or until somebody redrives it.
 * @returns false when the event's letter was discarded before: the event is to be passed over
 */
export async function parkEvent(
  runtime: Runtime,
  handler: string,
  event: EventRecord,
  { error, attempts, retryAt }: Failed,
  parked: ParkedSet,
): Promise<boolean> {
  const letter = letterOf({
    handler,
    partition: event.streamid,
    message: event.envelope,
    error,
    attempts,
    retryAt,
    build: runtime.catalog.build,
  });
  if (!(await parkStream(runtime.stores.deadLetters, letter, parked))) return false;
  const fields = { message: event.envelope, handler, letter: letter.id, error, retryAt };
  runtime.log(retryAt === undefined ? logEvents.eventParked : logEvents.eventPostponed, fields);
  return true;
}

/** What became of an event that a parked stream did not let through. */
export function heldBack(handler: string, event: EventRecord, parked: ParkedSet): "waits" | "duplicate" {
  return event.version < (parked.get(handler, event.streamid)?.version ?? 0) ? "duplicate" : "waits";
}

/**
 * Keeps the events of parked streams for later and answers the others. Those up to the one that parked the stream are
 * done: a redelivery brings them again.
 */
export async function withoutParked(
  runtime: Runtime,
  handler: string,
  events: readonly EventRecord[],
  parked: ParkedSet,
): Promise<readonly EventRecord[]> {
  const free: EventRecord[] = [];
  for (const event of events) {
    const marker = parked.get(handler, event.streamid);
    if (marker === undefined) {
      free.push(event);
    } else if (event.version > (marker.version ?? 0)) {
      const { streamid, envelope, version } = event;
      if (await waitBehind(runtime.stores.deadLetters, handler, streamid, envelope, version)) continue;
      // Free again since. All of the stream's events of this batch go through: those seen already change nothing.
      parked.remove(handler, streamid);
      free.push(event);
    }
  }
  return free;
}
