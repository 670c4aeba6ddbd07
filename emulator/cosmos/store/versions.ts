import type { StatementSync } from "node:sqlite";
import type { KeyScope } from "../epk/key-scope.ts";
import { isObject, type JsonObject } from "../json.ts";
import { keyOfDocument } from "../partition-key.ts";
import type { Container } from "./container.ts";
import { renderDocument } from "./render.ts";
import type { StoredDocument } from "./stored-document.ts";

/** What happened to an item. */
export type Operation = "create" | "replace" | "delete";

/** One write, as the feed of all versions shows it. */
export interface Version {
  readonly lsn: number;
  /** JSON. */
  readonly text: string;
}

interface Row {
  readonly lsn: number;
  readonly version: number;
  readonly num: number;
  readonly epk: string;
  readonly id: string;
  readonly operation: Operation;
  readonly ts: number;
  readonly expired: number;
  readonly previous_lsn: number;
  /** The item after the write; before it, of a delete. */
  readonly body: string;
  readonly body_version: number;
  readonly body_ts: number;
}

/** A write to keep. */
export interface Change {
  readonly operation: Operation;
  /** The item after the write; before it, of a delete. */
  readonly item: StoredDocument;
  readonly lsn: number;
  readonly version: number;
  /** Second of the write. */
  readonly ts: number;
  /** LSN of the item's version before this one; 0 when there was none. */
  readonly previousLsn: number;
  /** Whether its time to live took it away. */
  readonly expired: boolean;
}

/** Keeps every write to the containers that ask for it in their `changeFeedPolicy`, for as long as that says. */
export class VersionLog {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  /** Keeps a write. */
  record({ num }: Container, change: Change): void {
    const { operation, item, lsn, version, ts, previousLsn, expired } = change;
    this.#prepare(
      "INSERT INTO versions (container, lsn, version, num, epk, id, operation, ts, expired, previous_lsn, body, " +
        "body_version, body_ts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ).run(
      num,
      lsn,
      version,
      item.num,
      item.epk,
      item.id,
      operation,
      ts,
      expired ? 1 : 0,
      previousLsn,
      item.body,
      item.version,
      item.ts,
    );
  }

  /** Writes to a scope after an LSN, in order. A transaction is never cut: the page may exceed `limit`. */
  read(container: Container, scope: KeyScope, after: number, limit: number): Version[] {
    const where = scope.single ? "epk = ?" : "epk >= ? AND epk < ?";
    const bounds = scope.single ? [scope.min] : [scope.min, scope.max];
    const sql = `SELECT * FROM versions WHERE container = ? AND lsn > ? AND ${where} ORDER BY lsn, version`;
    const found: Version[] = [];
    for (const row of this.#prepare(sql).iterate(container.num, after, ...bounds) as unknown as Iterable<Row>) {
      if (found.length >= limit && row.lsn !== found.at(-1)?.lsn) break;
      found.push({ lsn: row.lsn, text: render(container, row) });
    }
    return found;
  }

  /** Forgets what is older than the container keeps. @param now the current second */
  trim(container: Container, now: number): void {
    if (container.versionsKept === undefined) return;
    const oldest = now - container.versionsKept;
    const sql = "SELECT max(lsn) AS lsn FROM versions WHERE container = ? AND ts < ?";
    const { lsn } = this.#prepare(sql).get(container.num, oldest) as { lsn: number | null };
    if (lsn === null) return;
    this.#prepare("DELETE FROM versions WHERE container = ? AND lsn <= ?").run(container.num, lsn);
    this.#prepare("INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)").run(trimmedName(container), lsn);
  }

  /** The newest LSN that was forgotten; 0 when all is there. */
  trimmed(container: Container): number {
    const row = this.#prepare("SELECT value FROM counters WHERE name = ?").get(trimmedName(container));
    return row === undefined ? 0 : Number(row["value"]);
  }
}

const trimmedName = ({ num }: Container): string => `versions trimmed ${num}`;

function render(container: Container, row: Row): string {
  const { operation, previous_lsn: previousImageLSN } = row;
  const item = { num: row.num, epk: row.epk, id: row.id, lsn: row.lsn, ttl: null, body: row.body };
  const document = renderDocument(container, { ...item, version: row.body_version, ts: row.body_ts });
  const metadata = { operationType: operation, lsn: row.lsn, crts: row.ts, previousImageLSN };
  if (operation !== "delete") return `{"current":${document},"metadata":${JSON.stringify(metadata)}}`;
  const partitionKey = namedKey(container, JSON.parse(row.body));
  const gone = { ...metadata, timeToLiveExpired: row.expired === 1, id: row.id, partitionKey };
  return `{"current":{},"previous":${document},"metadata":${JSON.stringify(gone)}}`;
}

/** The partition key by the names of its paths, without their leading slash; an absent value is left out. */
function namedKey({ key }: Container, document: unknown): JsonObject {
  const values = isObject(document) ? keyOfDocument(key, document) : [];
  return Object.fromEntries(key.paths.map((path, level) => [path.join("/"), values[level]]));
}
