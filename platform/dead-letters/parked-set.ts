import type { DeadLetterStore } from "../stores/ports.ts";
import type { ParkedRecord } from "../stores/records.ts";

/** Which streams are parked for which handlers, as far as one batch knows. */
export class ParkedSet {
  readonly #records: Map<string, ParkedRecord>;

  constructor(records: readonly ParkedRecord[] = []) {
    this.#records = new Map(records.map((record) => [keyOf(record.handler, record.streamid), record]));
  }

  get(handler: string, partition: string): ParkedRecord | undefined {
    return this.#records.get(keyOf(handler, partition));
  }

  add(record: ParkedRecord): void {
    this.#records.set(keyOf(record.handler, record.streamid), record);
  }

  remove(handler: string, partition: string): void {
    this.#records.delete(keyOf(handler, partition));
  }
}

/** Asks the store which of these streams are parked, each for those handlers that are going to see it. */
export async function parkedAmong(
  store: DeadLetterStore,
  partitions: Iterable<string>,
  handlersOf: (partition: string) => readonly string[],
): Promise<ParkedSet> {
  const wanted = [...new Set(partitions)].filter((partition) => handlersOf(partition).length > 0);
  return new ParkedSet(wanted.length === 0 ? [] : await store.parked(wanted, handlersOf));
}

/** Handler names hold no spaces. */
function keyOf(handler: string, partition: string): string {
  return `${handler} ${partition}`;
}
