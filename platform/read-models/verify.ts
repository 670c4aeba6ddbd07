import { catalogOf } from "../app/catalog.ts";
import type { AppDefinition } from "../app/definition.ts";
import type { Stores } from "../stores/ports.ts";
import type { EventRecord } from "../stores/records.ts";
import { documentText, foldFresh, inOneOrder, readStream } from "./fresh-fold.ts";
import { keyText } from "./keys.ts";

/** A document that is not what a fresh fold of the events gives. */
export interface Difference {
  readonly readModel: string;
  readonly partition: string;
  readonly id: string;
  /** `unexpected`: no event accounts for it. */
  readonly kind: "missing" | "different" | "unexpected";
}

/**
 * Compares every read model document with a fresh fold of all events. Holds all events in memory, and wants a system at
 * rest: what is still under way shows as a difference.
 * @throws HandlerError when a projection throws, StoreError when a store is in trouble
 */
export async function verify(app: AppDefinition, stores: Stores): Promise<readonly Difference[]> {
  const catalog = catalogOf(app);
  const events: EventRecord[] = [];
  for await (const page of stores.events.streams()) {
    for (const stream of new Set(page)) events.push(...(await readStream(stores.events, stream)));
  }
  const ordered = inOneOrder(events);
  const differences: Difference[] = [];
  for (const model of app.readModels) {
    const { name: readModel, container } = model.descriptor;
    const fresh = foldFresh(catalog, model, ordered);
    for await (const page of stores.readModels.scan(container)) {
      for (const { record } of page) {
        const key = keyText(record);
        const wanted = fresh.get(key);
        fresh.delete(key);
        if (wanted !== undefined && documentText(wanted) === documentText(record)) continue;
        const { partition, id } = record;
        differences.push({ readModel, partition, id, kind: wanted === undefined ? "unexpected" : "different" });
      }
    }
    for (const { partition, id } of fresh.values()) differences.push({ readModel, partition, id, kind: "missing" });
  }
  return differences;
}
