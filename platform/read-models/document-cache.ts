import { LruMap } from "../app/lru-map.ts";
import type { Tagged } from "../stores/ports.ts";
import type { ReadModelRecord } from "../stores/records.ts";
import { type DocumentKey, keyText } from "./keys.ts";

/**
 * Read model documents as this process wrote them last, with their tags. Only for projections: a write on top of an old one
 * is refused because of its tag, and what an old one has seen, a newer one has seen too.
 */
export class DocumentCache {
  readonly #entries: LruMap<Tagged<ReadModelRecord>>;

  constructor(capacity = 2000) {
    this.#entries = new LruMap(capacity);
  }

  get(container: string, key: DocumentKey): Tagged<ReadModelRecord> | undefined {
    return this.#entries.get(entryKey(container, key));
  }

  set(container: string, document: Tagged<ReadModelRecord>): void {
    this.#entries.set(entryKey(container, document.record), document);
  }

  delete(container: string, key: DocumentKey): void {
    this.#entries.delete(entryKey(container, key));
  }
}

function entryKey(container: string, key: DocumentKey): string {
  return `${container} ${keyText({ partition: key.partition, id: key.id })}`;
}
