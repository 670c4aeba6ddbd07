import type { HistoryEvent } from "../protocol/history.ts";
import type { InstanceTable } from "../store/instance-table.ts";

/** An instance's history, as text for the library and parsed for the engine. */
export interface CachedHistory {
  readonly execution: string;
  readonly texts: string[];
  readonly events: HistoryEvent[];
}

/** Most events that are kept in memory over all instances. */
const capacity = 200_000;

/** Keeps histories of busy instances, so that a turn does not parse its past again. The store is the truth. */
export class HistoryCache {
  readonly #instances: InstanceTable;
  readonly #entries = new Map<string, CachedHistory>();
  #size = 0;

  constructor(instances: InstanceTable) {
    this.#instances = instances;
  }

  /** The history of an execution. */
  get(id: string, execution: string): CachedHistory {
    const known = this.#entries.get(id);
    if (known?.execution === execution) return known;
    this.forget(id);
    const texts = this.#instances.history(id);
    const entry = { execution, texts, events: texts.map((text) => JSON.parse(text) as HistoryEvent) };
    this.#entries.set(id, entry);
    this.#size += texts.length;
    this.#trim(id);
    return entry;
  }

  /** Adds events that have been committed. */
  append(entry: CachedHistory, texts: readonly string[], events: readonly HistoryEvent[]): void {
    entry.texts.push(...texts);
    entry.events.push(...events);
    this.#size += texts.length;
  }

  forget(id: string): void {
    this.#size -= this.#entries.get(id)?.texts.length ?? 0;
    this.#entries.delete(id);
  }

  #trim(keep: string): void {
    for (const id of this.#entries.keys()) {
      if (this.#size <= capacity) return;
      if (id !== keep) this.forget(id);
    }
  }
}
