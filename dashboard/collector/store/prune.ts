import type { DatabaseSync } from "node:sqlite";

/** How much is kept; the oldest goes first. */
export interface Bounds {
  readonly spans: number;
  readonly logs: number;
  readonly points: number;
  /** Bytes of the file. */
  readonly bytes: number;
}

/** A day of a busy machine. */
export const usualBounds: Bounds = { spans: 200_000, logs: 100_000, points: 400_000, bytes: 512 * 1_048_576 };

const tables = ["spans", "logs", "points"] as const;
/** This share is removed beyond what has to be, so that it need not be done at every write. */
const spare = 0.05;

/** How many records a table has. They come one after the other and leave in the same order, so the ends tell. */
export function countOf(db: DatabaseSync, table: (typeof tables)[number]): number {
  const { first, last } = db.prepare(`SELECT min(seq) first, max(seq) last FROM ${table}`).get() as {
    first: number | null;
    last: number | null;
  };
  return first === null || last === null ? 0 : last - first + 1;
}

/** Bytes that the records take, without what is free in the file. */
export function bytesOf(db: DatabaseSync): number {
  const read = (name: string) => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() as object)[0]);
  return (read("page_count") - read("freelist_count")) * read("page_size");
}

/** Removes what is above the bounds. Returns whether something was. */
export function prune(db: DatabaseSync, bounds: Bounds): boolean {
  const bytes = bytesOf(db);
  // Of each table the same share goes when the file is too large, and a little more.
  const share = bytes > bounds.bytes ? Math.min(1, 1 - bounds.bytes / bytes + 0.1) : 0;
  let removed = false;
  for (const table of tables) {
    const count = countOf(db, table);
    const tooMany = count > bounds[table] ? count - bounds[table] * (1 - spare) : 0;
    const surplus = Math.ceil(Math.max(tooMany, count * share));
    if (surplus <= 0) continue;
    removed = true;
    const { first } = db.prepare(`SELECT min(seq) first FROM ${table}`).get() as { first: number };
    db.prepare(`DELETE FROM ${table} WHERE seq < ?`).run(first + surplus);
    if (table === "spans") db.prepare("DELETE FROM links WHERE seq < ?").run(first + surplus);
  }
  if (removed) db.exec("DELETE FROM series WHERE id NOT IN (SELECT DISTINCT series FROM points)");
  return removed;
}
