import type { KeyScope } from "../query/scan.ts";
import type { Container } from "./container.ts";
import type { DocumentStore, StoredDocument } from "./documents.ts";

/** Where a reader of the change feed stands. */
export interface FeedStart {
  /** Changes after this LSN. */
  readonly after: number;
  /** Only items written at or after this second; undefined means all. */
  readonly since: number | undefined;
}

/**
 * The latest version of the items of a scope that changed after `start`, in the order of their last write. A transaction
 * is never cut: the page takes all items of its last LSN and may exceed `limit`.
 */
export function readChanges(
  store: DocumentStore,
  container: Container,
  now: number,
  scope: KeyScope,
  { after, since }: FeedStart,
  limit: number,
): StoredDocument[] {
  // The unary plus keeps SQLite from walking the whole container by LSN when one partition is asked for.
  const lsn = scope.single ? "+lsn" : "lsn";
  const where = scope.single ? "epk = ?" : "epk >= ? AND epk < ?";
  const bounds = scope.single ? [scope.min] : [scope.min, scope.max];
  const condition = `${lsn} > ? AND ${where} AND ts >= ?`;
  const items: StoredDocument[] = [];
  for (const item of store.select(container, now, condition, [after, ...bounds, since ?? 0], `${lsn}, version`)) {
    if (items.length >= limit && item.lsn !== items.at(-1)?.lsn) break;
    items.push(item);
  }
  return items;
}
