import { StoreError } from "../stores/errors.ts";
import type { DeadLetterStore } from "../stores/ports.ts";
import type { DeadLetterRecord } from "../stores/records.ts";
import { parkedBy } from "./letter.ts";
import type { ParkedSet } from "./parked-set.ts";

/** How often others may change the parking meanwhile. */
const mostRaces = 20;

/**
 * Parks a letter's stream for its handler: letter and marker in one transaction, so that neither is ever without the other.
 * @returns false when this letter has come to its end before: nothing is parked then
 * @throws StoreError when the store is in trouble
 */
export async function parkStream(
  store: DeadLetterStore,
  letter: DeadLetterRecord,
  parked: ParkedSet,
): Promise<boolean> {
  for (let race = 0; race < mostRaces; race++) {
    const known = await store.readLetter(letter.streamid, letter.id);
    if (known?.closed !== undefined) return false;
    const marker = await store.readParked(letter.streamid, letter.handler);
    if (marker !== undefined && known !== undefined) {
      parked.add(marker.record);
      return true;
    }
    const record = marker?.record ?? parkedBy(letter);
    const written = await store.change(letter.streamid, [
      ...(known === undefined ? [{ create: letter }] : []),
      ...(marker === undefined ? [{ create: record }] : []),
    ]);
    if (written) {
      parked.add(record);
      return true;
    }
  }
  throw new StoreError("transient", `The parking of ${letter.streamid} changes faster than it can be read.`);
}
