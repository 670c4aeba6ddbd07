import type { DatabaseSync } from "node:sqlite";
import { type Durability, openFile } from "../../sqlite/open-file.ts";

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
  CREATE TABLE IF NOT EXISTS versions (
    container INTEGER NOT NULL, lsn INTEGER NOT NULL, version INTEGER NOT NULL, num INTEGER NOT NULL, epk TEXT NOT NULL,
    id TEXT NOT NULL, operation TEXT NOT NULL, ts INTEGER NOT NULL, expired INTEGER NOT NULL,
    previous_lsn INTEGER NOT NULL, body TEXT NOT NULL, body_version INTEGER NOT NULL, body_ts INTEGER NOT NULL,
    PRIMARY KEY (container, lsn, version)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS unique_keys (
    container INTEGER NOT NULL, epk TEXT NOT NULL, rule INTEGER NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (container, epk, rule, value)) STRICT, WITHOUT ROWID;
`;

/**
 * Opens the account's one file in `dataDir`.
 * @throws Error when the file was written by another version of this server
 */
export function openStore(dataDir: string, durability: Durability): DatabaseSync {
  return openFile(dataDir, { name: "cosmos.sqlite", tables, version: 1 }, durability);
}
