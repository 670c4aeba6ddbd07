import type { Envelope } from "../messages/envelope.ts";
import { StoreError } from "../stores/errors.ts";
import type { DeadLetterStore } from "../stores/ports.ts";
import { touched, waitingOf } from "./letter.ts";

/** How often others may change the marker meanwhile. */
const mostRaces = 50;

/**
 * Keeps a message of a parked stream for later. The message is kept and the marker touched in one transaction, so that
 * whoever ends the parking either sees the message or cannot remove the marker.
 * @returns false when the stream is not parked any more, and the message is to be handled now
 * @throws StoreError when the store is in trouble
 */
export async function waitBehind(
  store: DeadLetterStore,
  handler: string,
  partition: string,
  message: Envelope,
  order: number,
): Promise<boolean> {
  const waiting = waitingOf(handler, partition, message, order);
  for (let race = 0; race < mostRaces; race++) {
    const marker = await store.readParked(partition, handler);
    if (marker === undefined) return false;
    const kept = await store.change(partition, [{ put: waiting }, { put: touched(marker.record), etag: marker.etag }]);
    if (kept) return true;
  }
  throw new StoreError("transient", `The marker of ${partition} changes faster than it can be read.`);
}
