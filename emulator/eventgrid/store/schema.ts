import type { DatabaseSync } from "node:sqlite";
import { openFile } from "../../sqlite/open-file.ts";

const tables = `
  CREATE TABLE IF NOT EXISTS topics (name TEXT PRIMARY KEY COLLATE NOCASE, definition TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL COLLATE NOCASE, name TEXT NOT NULL COLLATE NOCASE,
    definition TEXT NOT NULL, UNIQUE (topic, name)) STRICT;
  CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, subscription INTEGER NOT NULL, state TEXT NOT NULL, event TEXT NOT NULL,
    published_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL,
    last_attempt_at INTEGER, last_outcome TEXT, last_detail TEXT,
    reason TEXT, given_up_at INTEGER, disposal TEXT, blob TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_by_subscription ON deliveries (subscription, state, due_at);
  CREATE INDEX IF NOT EXISTS deliveries_for_blob ON deliveries (due_at) WHERE disposal = 'waiting';
`;

/**
 * Opens the one file in `dataDir`.
 * @throws Error when the file was written by another version of this server
 */
export function openDatabase(dataDir: string): DatabaseSync {
  return openFile(dataDir, { name: "eventgrid.sqlite", tables, version: 1 });
}

/** Runs `work` in one transaction: all of it is kept, or nothing. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}
