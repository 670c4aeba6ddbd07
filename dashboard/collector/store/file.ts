import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const version = 2;
const tables = `
  CREATE TABLE IF NOT EXISTS spans (
    seq INTEGER PRIMARY KEY, trace TEXT NOT NULL, span TEXT NOT NULL, name TEXT NOT NULL, start REAL NOT NULL,
    duration REAL NOT NULL, failed INTEGER NOT NULL, message TEXT, correlation TEXT, handler TEXT, body TEXT NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS spans_trace ON spans (trace, span);
  CREATE INDEX IF NOT EXISTS spans_message ON spans (message) WHERE message IS NOT NULL;
  CREATE INDEX IF NOT EXISTS spans_correlation ON spans (correlation) WHERE correlation IS NOT NULL;
  CREATE TABLE IF NOT EXISTS links (seq INTEGER NOT NULL, trace TEXT NOT NULL, PRIMARY KEY (trace, seq)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS links_seq ON links (seq);
  CREATE TABLE IF NOT EXISTS logs (
    seq INTEGER PRIMARY KEY, at REAL NOT NULL, level INTEGER NOT NULL, event TEXT, text TEXT NOT NULL, trace TEXT,
    message TEXT, correlation TEXT, body TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS logs_trace ON logs (trace) WHERE trace IS NOT NULL;
  CREATE INDEX IF NOT EXISTS logs_message ON logs (message) WHERE message IS NOT NULL;
  CREATE INDEX IF NOT EXISTS logs_correlation ON logs (correlation) WHERE correlation IS NOT NULL;
  CREATE INDEX IF NOT EXISTS logs_level ON logs (level, seq);
  CREATE TABLE IF NOT EXISTS series (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL, description TEXT NOT NULL, attributes TEXT NOT NULL,
    UNIQUE (name, attributes));
  CREATE TABLE IF NOT EXISTS points (
    seq INTEGER PRIMARY KEY, series INTEGER NOT NULL, at REAL NOT NULL, value REAL NOT NULL, count INTEGER NOT NULL,
    bounds TEXT, buckets TEXT);
  CREATE INDEX IF NOT EXISTS points_at ON points (at);
`;

/**
 * Opens the file that telemetry is kept in. It is worth little after a while: a file that cannot be read, or is of another
 * version, is begun anew.
 * @param folder undefined: in memory
 */
export function openTelemetryFile(folder: string | undefined): DatabaseSync {
  if (folder === undefined) return open(":memory:");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "telemetry.sqlite");
  try {
    return open(file);
  } catch {
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
    return open(file);
  }
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  try {
    db.exec(
      "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000",
    );
    const { user_version: found } = db.prepare("PRAGMA user_version").get() as { user_version: number };
    if (found !== 0 && found !== version) throw new Error(`It has format ${found}.`);
    db.exec(`${tables} PRAGMA user_version = ${version}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
