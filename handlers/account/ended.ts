/** Ids of transfers that have ended lately, with when: milliseconds since the epoch. */
export type EndedTransfers = Readonly<Record<string, number>>;

/**
 * How long an ended transfer's id stays taken, ms. Event Grid repeats an event for a day at most; a second transfer of the
 * same id must not get an answer that was meant for the first.
 */
const remembered = 2 * 86_400_000;

/** Adds a transfer that ended at an instant, and forgets those whose time is over. Entries stand in the order of their end. */
export function withEnded(ended: EndedTransfers, transferId: string, at: number): EndedTransfers {
  const entries = Object.entries(ended);
  const kept = entries.findIndex(([, when]) => when > at - remembered);
  return { ...Object.fromEntries(kept < 0 ? [] : entries.slice(kept)), [transferId]: at };
}
