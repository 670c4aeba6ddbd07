/** A stored document with what the container adds. */
export interface StoredDocument<T> {
  readonly partition: string;
  readonly document: T;
  readonly etag: string;
  readonly lsn: number;
  /** When it was written last by the machine's clock, ms since the epoch. */
  readonly at: number;
}

interface Row {
  readonly text: string;
  readonly lsn: number;
  readonly at: number;
}

/**
 * A container in memory with what the platform needs of Cosmos: partitions, ids unique in them, tags that change with every
 * write, a change feed in the order of writing. Documents are kept as text, so that nobody shares an object with a store.
 */
export class MemoryContainer<T extends { readonly id: string }> {
  readonly #partitions = new Map<string, Map<string, Row>>();
  readonly #uniqueKey: ((document: T) => string) | undefined;
  readonly #feed: { partition: string; id: string; lsn: number }[] = [];
  #lsn = 0;
  /** Up to where whoever follows the change feed has come; undefined: nobody follows it. */
  handled: number | undefined;

  constructor(uniqueKey?: (document: T) => string) {
    this.#uniqueKey = uniqueKey;
  }

  /** Creates all or none; false when an id or a unique key is taken. */
  create(partition: string, documents: readonly T[]): boolean {
    const rows = this.#rows(partition);
    const keys = new Set<string>();
    if (this.#uniqueKey !== undefined) for (const row of rows.values()) keys.add(this.#uniqueKey(parse<T>(row.text)));
    const ids = new Set(rows.keys());
    for (const document of documents) {
      const key = this.#uniqueKey?.(document);
      if (ids.has(document.id) || (key !== undefined && keys.has(key))) return false;
      ids.add(document.id);
      if (key !== undefined) keys.add(key);
    }
    const lsn = ++this.#lsn;
    for (const document of documents) this.#put(partition, document, lsn);
    return true;
  }

  read(partition: string, id: string): StoredDocument<T> | undefined {
    const row = this.#partitions.get(partition)?.get(id);
    return row && { partition, document: parse<T>(row.text), etag: String(row.lsn), lsn: row.lsn, at: row.at };
  }

  /** Writes if the document still has this tag; undefined: if there is none; `any`: always. */
  write(partition: string, document: T, etag: string | "any" | undefined): boolean {
    const row = this.#rows(partition).get(document.id);
    if (etag !== "any" && (row === undefined ? undefined : String(row.lsn)) !== etag) return false;
    this.#put(partition, document, ++this.#lsn);
    return true;
  }

  remove(partition: string, id: string): boolean {
    return this.#rows(partition).delete(id);
  }

  /** How many documents there are. */
  get size(): number {
    let size = 0;
    for (const rows of this.#partitions.values()) size += rows.size;
    return size;
  }

  inPartition(partition: string): readonly StoredDocument<T>[] {
    return [...this.#rows(partition).keys()].flatMap((id) => this.read(partition, id) ?? []);
  }

  all(): readonly StoredDocument<T>[] {
    return [...this.#partitions.keys()].flatMap((partition) => this.inPartition(partition));
  }

  /** The newest state of what was written after a position, in the order of writing. */
  changesAfter(lsn: number): readonly StoredDocument<T>[] {
    return this.#feed
      .filter((entry) => entry.lsn > lsn)
      .flatMap((entry) => {
        const now = this.read(entry.partition, entry.id);
        return now?.lsn === entry.lsn ? [now] : [];
      });
  }

  #rows(partition: string): Map<string, Row> {
    const found = this.#partitions.get(partition) ?? new Map<string, Row>();
    this.#partitions.set(partition, found);
    return found;
  }

  #put(partition: string, document: T, lsn: number): void {
    this.#rows(partition).set(document.id, { text: JSON.stringify(document), lsn, at: Date.now() });
    this.#feed.push({ partition, id: document.id, lsn });
  }
}

function parse<T>(text: string): T {
  return JSON.parse(text) as T;
}
