import type { KeyScope } from "../epk/key-scope.ts";
import type { Container } from "./container.ts";
import type { DocumentStore } from "./documents.ts";
import type { StoredDocument } from "./stored-document.ts";

/** Where a reader of the change feed stands. */
export interface FeedStart {
  /** Changes after this LSN. */
  readonly after: number;
  /** Only items written at or after this second; undefined means all. */
  readonly since: number | undefined;
}

/** How many positions with nothing behind them are remembered. */
const mostRemembered = 1_000;

/** Reads the change feed of an account. */
export class FeedReader {
  readonly #store: DocumentStore;
  /** Up to which LSN a scope is known to have no change after a position: idle readers need not walk other ranges' writes. */
  readonly #quiet = new Map<string, number>();

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /**
   * The latest version of the items of a scope that changed after `start`, in the order of their last write. A
   * transaction is never cut: the page takes all items of its last LSN and may exceed `limit`.
   */
  read(container: Container, now: number, scope: KeyScope, start: FeedStart, limit: number): StoredDocument[] {
    const { after, since } = start;
    const place = `${container.num}/${scope.min}/${scope.max}/${after}/${since}`;
    const from = Math.max(after, this.#quiet.get(place) ?? 0);
    const items = this.#changes(container, now, scope, { after: from, since }, limit);
    if (items.length === 0) {
      if (this.#quiet.size >= mostRemembered) this.#quiet.clear();
      this.#quiet.set(place, this.#store.lsn(container));
    }
    return items;
  }

  #changes(
    container: Container,
    now: number,
    scope: KeyScope,
    { after, since }: FeedStart,
    limit: number,
  ): StoredDocument[] {
    // A unary plus hides a column from SQLite's choice of index: one partition is read by key, a range by LSN.
    const lsn = scope.single ? "+lsn" : "lsn";
    const where = scope.single ? "epk = ?" : "+epk >= ? AND +epk < ?";
    const bounds = scope.single ? [scope.min] : [scope.min, scope.max];
    const condition = `${lsn} > ? AND ${where} AND ts >= ?`;
    const values = [after, ...bounds, since ?? 0];
    const items: StoredDocument[] = [];
    for (const item of this.#store.select(container, now, condition, values, `${lsn}, version`)) {
      if (items.length >= limit && item.lsn !== items.at(-1)?.lsn) break;
      items.push(item);
    }
    return items;
  }
}
