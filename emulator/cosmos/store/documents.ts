import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Container } from "./container.ts";
import { PathIndexes } from "./path-indexes.ts";
import type { StoredDocument } from "./stored-document.ts";
import { aliveCondition, isAlive } from "./ttl.ts";
import { type Change, VersionLog } from "./versions.ts";

interface Counters {
  lsn: number;
  version: number;
}

const columns = "num, epk, id, lsn, version, ts, ttl, body";
const documentCounter = "documents";
/** Queries make statements of many shapes; more than this many are not kept. */
const mostStatements = 500;

/** Reads and writes items. Writes run inside a write task; each call is one row, without rules. */
export class DocumentStore {
  /** Every write to the containers that keep all versions. */
  readonly versions: VersionLog;
  readonly paths: PathIndexes;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #counters = new Map<number, Counters>();
  readonly #dirty = new Set<number>();
  #nextNum: number;
  #transaction: { readonly container: number; readonly lsn: number } | undefined;

  /** @param write runs what changes the file by itself, in a transaction of its own */
  constructor(db: DatabaseSync, write: (task: () => void) => Promise<void>) {
    this.#db = db;
    this.paths = new PathIndexes(db, write);
    this.versions = new VersionLog((sql) => this.prepare(sql));
    const row = this.prepare("SELECT value FROM counters WHERE name = ?").get(documentCounter);
    this.#nextNum = row === undefined ? 1 : Number(row["value"]);
  }

  /** A prepared statement, kept for the next use. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= mostStatements) this.#statements.clear();
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** The item, unless it has expired at second `now`. */
  find(container: Container, epk: string, id: string, now: number): StoredDocument | undefined {
    const found = this.findAny(container, epk, id);
    return found !== undefined && isAlive(found, container.defaultTtl, now) ? found : undefined;
  }

  /** The item, even when it has expired and is not yet purged. */
  findAny(container: Container, epk: string, id: string): StoredDocument | undefined {
    const sql = `SELECT ${columns} FROM documents WHERE container = ? AND epk = ? AND id = ?`;
    return this.prepare(sql).get(container.num, epk, id) as unknown as StoredDocument | undefined;
  }

  /** Items for which a condition on the columns holds, in the order asked for, expired ones left out. */
  select(
    container: Container,
    now: number,
    condition: string,
    values: readonly (string | number)[],
    order: string,
  ): Iterable<StoredDocument> {
    const alive = aliveCondition(container.defaultTtl);
    const sql = `SELECT ${columns} FROM documents WHERE container = ? AND ${condition}${alive} ORDER BY ${order}`;
    const nows = alive === "" ? [] : [now];
    return this.prepare(sql).iterate(container.num, ...values, ...nows) as unknown as Iterable<StoredDocument>;
  }

  /** Begins a transaction: all writes until the next call share one LSN. */
  begin(container: Container): void {
    this.#transaction = { container: container.num, lsn: this.#countersOf(container.num).lsn + 1 };
  }

  /** Stores a new item. */
  insert(container: Container, item: Pick<StoredDocument, "epk" | "id" | "ts" | "ttl" | "body">): StoredDocument {
    const stored = { num: this.#nextNum++, ...item, ...this.#stamp(container) };
    this.prepare(
      "INSERT INTO documents (num, container, epk, id, lsn, version, ts, ttl, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ).run(
      stored.num,
      container.num,
      stored.epk,
      stored.id,
      stored.lsn,
      stored.version,
      stored.ts,
      stored.ttl,
      stored.body,
    );
    this.#keep(container, { operation: "create", item: stored, previousLsn: 0 });
    return stored;
  }

  /** Overwrites an item. */
  update(
    container: Container,
    old: StoredDocument,
    change: Pick<StoredDocument, "ts" | "ttl" | "body">,
  ): StoredDocument {
    const stored = { ...old, ...change, ...this.#stamp(container) };
    this.prepare("UPDATE documents SET lsn = ?, version = ?, ts = ?, ttl = ?, body = ? WHERE num = ?").run(
      stored.lsn,
      stored.version,
      stored.ts,
      stored.ttl,
      stored.body,
      stored.num,
    );
    this.#keep(container, { operation: "replace", item: stored, previousLsn: old.lsn });
    return stored;
  }

  /**
   * Deletes an item at second `now`. It takes an LSN, so that a later write cannot get the same one.
   * @param expired whether its time to live took it away
   */
  remove(container: Container, old: StoredDocument, now: number, expired: boolean): void {
    const stamp = this.#stamp(container);
    this.#keep(container, { operation: "delete", item: old, previousLsn: old.lsn, ...stamp, ts: now, expired });
    this.prepare("DELETE FROM documents WHERE num = ?").run(old.num);
  }

  /** The newest LSN given out in a container. */
  lsn(container: Container): number {
    return this.#countersOf(container.num).lsn;
  }

  /** Stores the counters that moved. Runs before each commit. */
  saveCounters(): void {
    if (this.#dirty.size === 0) return;
    const update = this.prepare("UPDATE containers SET lsn = ?, version = ? WHERE num = ?");
    for (const num of this.#dirty) {
      const counters = this.#countersOf(num);
      update.run(counters.lsn, counters.version, num);
    }
    this.prepare("INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)").run(documentCounter, this.#nextNum);
  }

  /** The containers written to since the last call, by number. */
  takeChanged(): number[] {
    const changed = [...this.#dirty];
    this.#dirty.clear();
    return changed;
  }

  #keep(
    container: Container,
    change: Pick<Change, "operation" | "item" | "previousLsn"> &
      Partial<Pick<Change, "lsn" | "version" | "ts" | "expired">>,
  ): void {
    if (container.versionsKept === undefined) return;
    const { lsn, version, ts } = change.item;
    this.versions.record(container, { lsn, version, ts, expired: false, ...change });
  }

  #stamp(container: Container): { lsn: number; version: number } {
    const counters = this.#countersOf(container.num);
    if (this.#transaction?.container !== container.num) throw new Error("A write needs a transaction.");
    counters.lsn = Math.max(counters.lsn, this.#transaction.lsn);
    counters.version++;
    this.#dirty.add(container.num);
    return { lsn: counters.lsn, version: counters.version };
  }

  #countersOf(container: number): Counters {
    let counters = this.#counters.get(container);
    if (counters === undefined) {
      const row = this.prepare("SELECT lsn, version FROM containers WHERE num = ?").get(container);
      if (row === undefined) throw new Error(`Container ${container} is not stored.`);
      counters = { lsn: Number(row["lsn"]), version: Number(row["version"]) };
      this.#counters.set(container, counters);
    }
    return counters;
  }
}
