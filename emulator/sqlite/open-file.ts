import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How hard a commit is pushed to the disk: "normal" survives the death of the process, "full" a power cut too. */
export type Durability = "normal" | "full";

/** The tables of a file. */
export interface FileFormat {
  readonly name: string;
  /** SQL that makes what is missing. */
  readonly tables: string;
  /** Raised when the tables change; a file of another version is refused, not guessed at. */
  readonly version: number;
}

/**
 * Opens a service's one file in `dataDir`, making folder and tables when they are missing; without a folder everything is
 * kept in memory.
 * @throws Error when the file was written by another version
 */
export function openFile(
  dataDir: string | undefined,
  { name, tables, version }: FileFormat,
  durability: Durability = "normal",
): DatabaseSync {
  const file = dataDir === undefined ? ":memory:" : join(dataDir, name);
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec("PRAGMA journal_mode = WAL");
  db.exec(`PRAGMA synchronous = ${durability === "full" ? "FULL" : "NORMAL"}`);
  db.exec("PRAGMA cache_size = -32000");
  // A checkpoint writes each page once, however often it was changed since the last one, and waits for the disk.
  db.exec("PRAGMA wal_autocheckpoint = 8000");
  const found = db.prepare("PRAGMA user_version").get() as { user_version: number };
  if (found.user_version !== 0 && found.user_version !== version) {
    db.close();
    throw new Error(`${file} has format ${found.user_version}, this version reads ${version}. Delete the file.`);
  }
  db.exec(`${tables} PRAGMA user_version = ${version}`);
  return db;
}
