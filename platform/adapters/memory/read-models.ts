import type { PageFilter, PageRequest, ReadModelStore, Tagged } from "../../stores/ports.ts";
import type { ReadModelRecord } from "../../stores/records.ts";
import { MemoryContainer } from "./container.ts";

/** Read models in memory. */
export class MemoryReadModelStore implements ReadModelStore {
  readonly #containers = new Map<string, MemoryContainer<ReadModelRecord>>();

  /** The documents of one read model, for tests that look inside. */
  container(name: string): MemoryContainer<ReadModelRecord> {
    const found = this.#containers.get(name) ?? new MemoryContainer<ReadModelRecord>();
    this.#containers.set(name, found);
    return found;
  }

  async read(container: string, partition: string, id: string): Promise<Tagged<ReadModelRecord> | undefined> {
    const found = this.container(container).read(partition, id);
    return found && { record: found.document, etag: found.etag };
  }

  async write(
    container: string,
    record: ReadModelRecord,
    etag: string | "any" | undefined,
  ): Promise<string | undefined> {
    const documents = this.container(container);
    return documents.write(record.partition, record, etag)
      ? documents.read(record.partition, record.id)?.etag
      : undefined;
  }

  async remove(container: string, partition: string, id: string, etag: string): Promise<boolean> {
    const documents = this.container(container);
    return documents.read(partition, id)?.etag === etag && documents.remove(partition, id);
  }

  async page(container: string, request: PageRequest): Promise<readonly ReadModelRecord[]> {
    const documents = this.container(container);
    const rows = request.partition === undefined ? documents.all() : documents.inPartition(request.partition);
    const direction = request.order === "ascending" ? 1 : -1;
    return rows
      .map(({ document }) => document)
      .filter((record) => matches(record.data, request.filters))
      .sort((a, b) => direction * compare(a, b))
      .filter((record) => request.after === undefined || direction * compare(record, request.after) > 0)
      .slice(0, request.limit);
  }

  async *scan(container: string): AsyncIterable<readonly Tagged<ReadModelRecord>[]> {
    yield this.container(container)
      .all()
      .map(({ document, etag }) => ({ record: document, etag }));
  }

  async ensure(container: string): Promise<void> {
    this.container(container);
  }
}

function matches(data: unknown, filters: readonly PageFilter[]): boolean {
  return filters.every(({ fields, value }) => fields.some((field) => textOf(data, field) === value));
}

/** A field as filters compare it: texts as they are, all else as JSON. */
function textOf(data: unknown, field: string): string | undefined {
  if (typeof data !== "object" || data === null || !Object.hasOwn(data, field)) return undefined;
  const value = (data as Record<string, unknown>)[field];
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Place = Pick<ReadModelRecord, "id" | "partition">;

function compare(a: Place, b: Place): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  if (a.partition === b.partition) return 0;
  return a.partition < b.partition ? -1 : 1;
}
