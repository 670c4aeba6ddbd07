import type { ReadModelDefinition } from "../app/definition.ts";
import { StoreError } from "../stores/errors.ts";
import type { ReadModelStore } from "../stores/ports.ts";
import type { ReadModelRecord } from "../stores/records.ts";
import { documentText } from "./fresh-fold.ts";
import { keyText } from "./keys.ts";

/** How often others may change a document first. */
const mostRaces = 50;

/** `newer`: the stored document has seen events that the fresh one has not. */
export type FreshWrite = "written" | "same" | "newer";

/** Puts a freshly folded document in the place of whatever is there, unless that is newer. */
export async function writeFresh(
  store: ReadModelStore,
  container: string,
  fresh: ReadModelRecord,
): Promise<FreshWrite> {
  for (let race = 0; race < mostRaces; race++) {
    const stored = await store.read(container, fresh.partition, fresh.id);
    if (stored !== undefined) {
      if (documentText(stored.record) === documentText(fresh)) return "same";
      if (isNewer(stored.record, fresh)) return "newer";
    }
    if (await store.write(container, fresh, stored?.etag)) return "written";
  }
  throw new StoreError("transient", `A document of ${container} changes faster than it can be written.`);
}

function isNewer(stored: ReadModelRecord, fresh: ReadModelRecord): boolean {
  return Object.entries(stored.seen).some(([stream, version]) => version > (fresh.seen[stream] ?? 0));
}

/**
 * Removes the documents that no event accounts for. One that has seen more than was read stays: the app made it meanwhile.
 * @returns how many there were
 */
export async function removeObsolete(
  store: ReadModelStore,
  { descriptor: { container } }: ReadModelDefinition,
  keys: ReadonlySet<string>,
  versions: ReadonlyMap<string, number>,
): Promise<number> {
  let removed = 0;
  for await (const page of store.scan(container)) {
    for (const { record, etag } of page) {
      if (keys.has(keyText(record))) continue;
      const newer = Object.entries(record.seen).some(([stream, version]) => version > (versions.get(stream) ?? 0));
      if (!newer && (await store.remove(container, record.partition, record.id, etag))) removed++;
    }
  }
  return removed;
}
