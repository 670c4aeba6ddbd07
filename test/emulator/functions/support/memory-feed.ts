import type {
  ChangeFeedSource,
  FeedRange,
  FeedStart,
  Lease,
  LeaseStore,
} from "../../../../emulator/functions/triggers/cosmos/ports.ts";
import { RangeGone } from "../../../../emulator/functions/triggers/cosmos/ports.ts";

/** A change feed in memory: each range is a list of documents, a position is an index into it. */
export class MemoryFeed implements ChangeFeedSource {
  readonly #ranges = new Map<string, { range: FeedRange; documents: string[]; gone: boolean }>();

  constructor(...ids: string[]) {
    for (const id of ids) this.add(id);
  }

  add(id: string, parents: string[] = [], documents: string[] = []): void {
    this.#ranges.set(id, { range: { id, min: "", max: "FF", parents }, documents: [...documents], gone: false });
  }

  write(range: string, ...documents: string[]): void {
    this.#ranges.get(range)?.documents.push(...documents);
  }

  /** Splits a range in two; the children know what the parent held, as positions stay valid. */
  split(id: string, ...children: string[]): void {
    const parent = this.#ranges.get(id);
    if (parent === undefined) return;
    parent.gone = true;
    for (const child of children) this.add(child, [...parent.range.parents, id], parent.documents);
  }

  async ranges(): Promise<FeedRange[]> {
    return [...this.#ranges.values()].filter(({ gone }) => !gone).map(({ range }) => range);
  }

  async read(id: string, continuation: string | null, start: FeedStart, maxItems: number) {
    const range = this.#ranges.get(id);
    if (range === undefined || range.gone) throw new RangeGone(id);
    const from = Number(continuation ?? (start.kind === "now" ? range.documents.length : 0));
    const documents = range.documents.slice(from, from + maxItems);
    return { documents, continuation: String(from + documents.length), waited: false };
  }
}

/** Lease documents in memory, with conditional writes. */
export class MemoryLeases implements LeaseStore {
  readonly documents = new Map<string, Lease>();
  #etag = 0;
  #initialized = false;
  #locked = false;

  async list(): Promise<Lease[]> {
    return [...this.documents.values()];
  }
  async read({ id }: Lease): Promise<Lease | undefined> {
    return this.documents.get(id);
  }
  async create(lease: Lease): Promise<boolean> {
    if (this.documents.has(lease.id)) return false;
    this.#store(lease);
    return true;
  }
  async replace(lease: Lease): Promise<Lease | undefined> {
    return this.documents.get(lease.id)?._etag === lease._etag ? this.#store(lease) : undefined;
  }
  async delete({ id, _etag }: Lease): Promise<void> {
    if (this.documents.get(id)?._etag === _etag) this.documents.delete(id);
  }
  draft(range: FeedRange, continuation: string | null, now: number): Lease {
    return {
      id: `lease..${range.id}`,
      version: 0,
      LeaseToken: range.id,
      FeedRange: { Range: { min: range.min, max: range.max } },
      Owner: null,
      ContinuationToken: continuation,
      properties: {},
      timestamp: new Date(now).toISOString(),
    };
  }
  async isInitialized(): Promise<boolean> {
    return this.#initialized;
  }
  async markInitialized(): Promise<void> {
    this.#initialized = true;
  }
  async lock(): Promise<boolean> {
    if (this.#locked) return false;
    this.#locked = true;
    return true;
  }
  async unlock(): Promise<void> {
    this.#locked = false;
  }

  /** Owner and position of a range's lease. */
  of(range: string): { owner: string | null; position: string | null } | undefined {
    const lease = this.documents.get(`lease..${range}`);
    return lease && { owner: lease.Owner, position: lease.ContinuationToken };
  }

  #store(lease: Lease): Lease {
    const stored = { ...lease, _etag: String(++this.#etag) };
    this.documents.set(lease.id, stored);
    return stored;
  }
}
