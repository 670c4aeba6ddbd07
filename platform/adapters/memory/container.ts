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
  readonly uniqueKey: string | undefined;
}

/** What has one partition key value. */
interface Partition {
  readonly rows: Map<string, Row>;
  readonly uniqueKeys: Set<string>;
}

/**
 * A container in memory with what the platform needs of Cosmos: partitions, ids unique in them, tags that change with every
 * write, a change feed in the order of writing. Documents are kept as text, so that nobody shares an object with a store.
 */
export class MemoryContainer<T extends { readonly id: string }> {
  readonly #partitions = new Map<string, Partition>();
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
    const { rows, uniqueKeys } = this.#partition(partition);
    const ids = new Set<string>();
    const keys = new Set<string>();
    for (const document of documents) {
      const { id } = document;
      const key = this.#uniqueKey?.(document);
      if (rows.has(id) || ids.has(id)) return false;
      ids.add(id);
      if (key === undefined) continue;
      if (uniqueKeys.has(key) || keys.has(key)) return false;
      keys.add(key);
    }
    const lsn = ++this.#lsn;
    for (const document of documents) this.#put(partition, document, lsn);
    return true;
  }

  read(partition: string, id: string): StoredDocument<T> | undefined {
    const row = this.#partitions.get(partition)?.rows.get(id);
    return row && { partition, document: parse<T>(row.text), etag: String(row.lsn), lsn: row.lsn, at: row.at };
  }

  /** Writes if the document still has this tag; undefined: if there is none; `any`: always. */
  write(partition: string, document: T, etag: string | "any" | undefined): boolean {
    const row = this.#partition(partition).rows.get(document.id);
    if (etag !== "any" && (row === undefined ? undefined : String(row.lsn)) !== etag) return false;
    this.#put(partition, document, ++this.#lsn);
    return true;
  }

  remove(partition: string, id: string): boolean {
    const { rows, uniqueKeys } = this.#partition(partition);
    const key = rows.get(id)?.uniqueKey;
    if (key !== undefined) uniqueKeys.delete(key);
    return rows.delete(id);
  }

  /** How many documents there are. */
  get size(): number {
    let size = 0;
    for (const { rows } of this.#partitions.values()) size += rows.size;
    return size;
  }

  inPartition(partition: string): readonly StoredDocument<T>[] {
    return [...this.#partition(partition).rows.keys()].flatMap((id) => this.read(partition, id) ?? []);
  }

  all(): readonly StoredDocument<T>[] {
    return [...this.#partitions.keys()].flatMap((partition) => this.inPartition(partition));
  }

  /** The newest state of what was written after a position, in the order of writing. */
  changesAfter(lsn: number): readonly StoredDocument<T>[] {
    let first = this.#feed.length;
    while (first > 0 && this.#feed[first - 1]!.lsn > lsn) first--;
    return this.#feed.slice(first).flatMap((entry) => {
      const now = this.read(entry.partition, entry.id);
      return now?.lsn === entry.lsn ? [now] : [];
    });
  }

  #partition(name: string): Partition {
    const found = this.#partitions.get(name) ?? { rows: new Map(), uniqueKeys: new Set() };
    this.#partitions.set(name, found);
    return found;
  }

  #put(partition: string, document: T, lsn: number): void {
    const { rows, uniqueKeys } = this.#partition(partition);
    const before = rows.get(document.id)?.uniqueKey;
    const uniqueKey = this.#uniqueKey?.(document);
    if (before !== undefined) uniqueKeys.delete(before);
    if (uniqueKey !== undefined) uniqueKeys.add(uniqueKey);
    rows.set(document.id, { text: JSON.stringify(document), lsn, at: Date.now(), uniqueKey });
    this.#feed.push({ partition, id: document.id, lsn });
  }
}

function parse<T>(text: string): T {
  return JSON.parse(text) as T;
}
