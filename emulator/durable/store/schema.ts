import type { DatabaseSync } from "node:sqlite";
import { openFile } from "../../sqlite/open-file.ts";

const tables = `
  CREATE TABLE IF NOT EXISTS instances (
    id TEXT PRIMARY KEY, execution TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, status TEXT NOT NULL,
    suspended INTEGER NOT NULL, input TEXT, output TEXT, custom_status TEXT, created INTEGER NOT NULL,
    updated INTEGER NOT NULL, parent TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS instances_by_created ON instances (created, id);
  CREATE TABLE IF NOT EXISTS history (
    instance TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (instance, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS inbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, execution TEXT, sender TEXT, body TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS inbox_by_target ON inbox (target, seq);
  CREATE INDEX IF NOT EXISTS inbox_by_sender ON inbox (target, sender, seq) WHERE sender IS NOT NULL;
  CREATE TABLE IF NOT EXISTS work (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, instance TEXT NOT NULL, execution TEXT NOT NULL, task INTEGER NOT NULL,
    kind TEXT NOT NULL, name TEXT NOT NULL, input TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS work_by_instance ON work (instance);
  CREATE TABLE IF NOT EXISTS timers (
    instance TEXT NOT NULL, execution TEXT NOT NULL, task INTEGER NOT NULL, fire_at INTEGER NOT NULL,
    PRIMARY KEY (instance, execution, task)) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS timers_by_time ON timers (fire_at);
  CREATE TABLE IF NOT EXISTS entities (
    id TEXT PRIMARY KEY, present INTEGER NOT NULL, state TEXT, locked_by TEXT, updated INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS entities_by_owner ON entities (locked_by) WHERE locked_by IS NOT NULL;
`;

/**
 * Opens the task hub's one file in `dataDir`, or a store in memory without a folder.
 * @throws Error when the file was written by another version of this engine
 */
export function openDatabase(dataDir: string | undefined): DatabaseSync {
  return openFile(dataDir, { name: "durable.sqlite", tables, version: 1 });
}
