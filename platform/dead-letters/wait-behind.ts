import type { Envelope } from "../messages/envelope.ts";
import type { DeadLetterStore } from "../stores/ports.ts";
import { waitingOf } from "./letter.ts";

/**
 * Keeps a message of a parked stream for later.
 * @returns false when the stream is not parked any more, and the message is to be handled now. Whoever ends a parking
 * removes the marker first and takes the waiting messages after, so that the message is in one pair of hands at least.
 */
export async function waitBehind(
  store: DeadLetterStore,
  handler: string,
  partition: string,
  message: Envelope,
  order: number,
): Promise<boolean> {
  const waiting = waitingOf(handler, partition, message, order);
  await store.create(waiting);
  const parked = await store.parked([partition], [handler]);
  if (parked.some((record) => record.handler === handler)) return true;
  await store.remove(partition, waiting.id);
  return false;
}
