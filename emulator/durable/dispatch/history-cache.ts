import type { HistoryEvent } from "../protocol/history.ts";
import type { InstanceTable } from "../store/instance-table.ts";

/** An instance's history, as text for the library and parsed for the engine. */
export interface CachedHistory {
  readonly execution: string;
  /** The events as JSON with commas between them: a turn adds to it and never joins the whole again. */
  text: string;
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
    if (known?.execution === execution) {
      // Last used goes last: what is trimmed has rested longest.
      this.#entries.delete(id);
      this.#entries.set(id, known);
      return known;
    }
    this.forget(id);
    const texts = this.#instances.history(id);
    const text = texts.join(",");
    const entry = { execution, text, events: texts.map((each) => JSON.parse(each) as HistoryEvent) };
    this.#entries.set(id, entry);
    this.#size += texts.length;
    this.#trim(id);
    return entry;
  }

  /** Adds events that are being committed. An entry that was forgotten meanwhile stays so. */
  append(id: string, entry: CachedHistory, texts: readonly string[], events: readonly HistoryEvent[]): void {
    if (this.#entries.get(id) !== entry) return;
    entry.text += `${entry.text === "" ? "" : ","}${texts.join(",")}`;
    for (const event of events) entry.events.push(event);
    this.#size += texts.length;
    this.#trim(id);
  }

  forget(id: string): void {
    this.#size -= this.#entries.get(id)?.events.length ?? 0;
    this.#entries.delete(id);
  }

  #trim(keep: string): void {
    for (const id of this.#entries.keys()) {
      if (this.#size <= capacity) return;
      if (id !== keep) this.forget(id);
    }
  }
}
