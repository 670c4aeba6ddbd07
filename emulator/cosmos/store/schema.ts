import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How hard a commit is pushed to the disk: "normal" survives the death of the process, "full" a power cut too. */
export type Durability = "normal" | "full";

/** Raised when the tables change; a file of another version is refused, not guessed at. */
const schemaVersion = 1;

const tables = `
  CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS databases (
    num INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, ts INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS containers (
    num INTEGER PRIMARY KEY AUTOINCREMENT, database INTEGER NOT NULL, id TEXT NOT NULL, definition TEXT NOT NULL,
    ts INTEGER NOT NULL, revision INTEGER NOT NULL, lsn INTEGER NOT NULL, version INTEGER NOT NULL,
    UNIQUE (database, id)) STRICT;
  CREATE TABLE IF NOT EXISTS ranges (
    container INTEGER NOT NULL, id INTEGER NOT NULL, min TEXT NOT NULL, max TEXT NOT NULL, parents TEXT NOT NULL,
    live INTEGER NOT NULL, PRIMARY KEY (container, id)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS offers (
    num INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL UNIQUE, resource TEXT NOT NULL, content TEXT NOT NULL,
    ts INTEGER NOT NULL, revision INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS documents (
    num INTEGER PRIMARY KEY, container INTEGER NOT NULL, epk TEXT NOT NULL, id TEXT NOT NULL, lsn INTEGER NOT NULL,
    version INTEGER NOT NULL, ts INTEGER NOT NULL, ttl INTEGER, body TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS documents_by_key ON documents (container, epk, id);
  CREATE INDEX IF NOT EXISTS documents_by_lsn ON documents (container, lsn, epk);
  CREATE TABLE IF NOT EXISTS unique_keys (
    container INTEGER NOT NULL, epk TEXT NOT NULL, rule INTEGER NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (container, epk, rule, value)) STRICT, WITHOUT ROWID;
`;

/**
 * Opens the account's one file in `dataDir`, making folder and tables when they are missing.
 * @throws Error when the file was written by another version of this server.
 */
export function openStore(dataDir: string, durability: Durability): DatabaseSync {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "cosmos.sqlite");
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec("PRAGMA journal_mode = WAL");
  db.exec(`PRAGMA synchronous = ${durability === "full" ? "FULL" : "NORMAL"}`);
  db.exec("PRAGMA cache_size = -32000");
  // A checkpoint writes each page once, however often it was changed since the last one, and waits for the disk.
  db.exec("PRAGMA wal_autocheckpoint = 8000");
  const found = db.prepare("PRAGMA user_version").get() as { user_version: number };
  if (found.user_version !== 0 && found.user_version !== schemaVersion) {
    db.close();
    throw new Error(`${file} has format ${found.user_version}, this version reads ${schemaVersion}. Delete the file.`);
  }
  db.exec(tables);
  db.exec(`PRAGMA user_version = ${schemaVersion}`);
  return db;
}
