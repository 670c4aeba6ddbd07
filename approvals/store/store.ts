import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { concernsReview, type Fact, keyOf, learn, type Review, stageOf } from "../events/facts.ts";
import type { ReadEvent } from "../events/read-event.ts";

/** Who owns an account. Neither changes, so it is asked once. */
export interface AccountOwner {
  readonly owner: string;
  readonly guardian?: string;
}

/** The state of this application: one SQLite file. A call that has returned has been written to disk. */
export interface Store {
  /** Stores an event, unless it was stored before. Answers the review when it has changed. */
  take(event: ReadEvent, now: number): Review | undefined;
  /** Adds what was learnt otherwise. Answers the review when it has changed. */
  add(fact: Fact): Review | undefined;
  find(key: string): Review | undefined;
  /** What waits, most urgent first. */
  waiting(): readonly Review[];
  /** The latest of what was decided and has not ended, as far as is known. */
  unended(limit: number): readonly Review[];
  /** The latest decisions, newest first. */
  decided(limit: number): readonly Review[];
  owner(accountId: string): AccountOwner | undefined;
  keepOwner(accountId: string, owner: AccountOwner): void;
  /** A secret of this installation, made at random on first use. */
  secret(name: string): string;
  /** Forgets what can no longer matter. */
  prune(now: number): void;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS reviews (
    key TEXT PRIMARY KEY, review TEXT NOT NULL, stage TEXT NOT NULL, until TEXT, decided_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS reviews_waiting ON reviews (until, key) WHERE stage = 'waiting';
  CREATE INDEX IF NOT EXISTS reviews_unended ON reviews (decided_at) WHERE stage = 'decided';
  CREATE INDEX IF NOT EXISTS reviews_decided ON reviews (decided_at) WHERE stage <> 'waiting';
  CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS seen_at ON seen (at);
  CREATE TABLE IF NOT EXISTS owners (account_id TEXT PRIMARY KEY, owner TEXT NOT NULL, guardian TEXT) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Event Grid tries to deliver an event for a day at most; after two, nothing that belongs to it can come any more (ms). */
const memory = 2 * 24 * 3_600_000;

/** Opens the state in a folder, making it when it is not there. */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(dataDir, "approvals.sqlite"));
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
  db.exec(schema);
  const read = db.prepare("SELECT review FROM reviews WHERE key = ?");
  const write = db.prepare(
    `INSERT INTO reviews (key, review, stage, until, decided_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET review = excluded.review, stage = excluded.stage, until = excluded.until,
       decided_at = excluded.decided_at`,
  );
  const see = db.prepare("INSERT INTO seen (id, at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING");
  const waiting = db.prepare("SELECT review FROM reviews WHERE stage = 'waiting' ORDER BY until, key");
  const latest = "ORDER BY decided_at DESC LIMIT ?";
  const unended = db.prepare(`SELECT review FROM reviews WHERE stage = 'decided' ${latest}`);
  const decided = db.prepare(`SELECT review FROM reviews WHERE stage <> 'waiting' ${latest}`);
  const readOwner = db.prepare("SELECT owner, guardian FROM owners WHERE account_id = ?");
  const writeOwner = db.prepare(
    `INSERT INTO owners (account_id, owner, guardian) VALUES (?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET owner = excluded.owner, guardian = excluded.guardian`,
  );

  const find = (key: string): Review | undefined => {
    const row = read.get(key);
    return row === undefined ? undefined : (JSON.parse(row["review"] as string) as Review);
  };
  const add = (fact: Fact): Review | undefined => {
    const key = keyOf(fact.transfer);
    const before = find(key);
    if (!concernsReview(before, fact)) return undefined;
    const review = learn(before, fact);
    const words = JSON.stringify(review);
    if (before !== undefined && words === JSON.stringify(before)) return undefined;
    const { held, decision, ending } = review;
    const over = decision?.at ?? ending?.at ?? null;
    write.run(key, words, stageOf(review), held?.until ?? null, over);
    return review;
  };
  const atomically = <T>(work: () => T): T => {
    db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      db.exec("COMMIT");
      return result;
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  };
  const reviews = (rows: readonly Record<string, unknown>[]) =>
    rows.map((row) => JSON.parse(row["review"] as string) as Review);

  return {
    take({ id, fact }, now) {
      // Nothing is written for the many events that concern nobody here.
      if (fact === undefined || !concernsReview(find(keyOf(fact.transfer)), fact)) return undefined;
      return atomically(() => (see.run(id, now).changes === 0 ? undefined : add(fact)));
    },
    add: (fact) => atomically(() => add(fact)),
    find,
    waiting: () => reviews(waiting.all()),
    unended: (limit) => reviews(unended.all(limit)),
    decided: (limit) => reviews(decided.all(limit)),
    owner(accountId) {
      const row = readOwner.get(accountId) as { owner: string; guardian: string | null } | undefined;
      return row && { owner: row.owner, ...(row.guardian === null ? {} : { guardian: row.guardian }) };
    },
    keepOwner: (accountId, { owner, guardian }) => void writeOwner.run(accountId, owner, guardian ?? null),
    secret: (name) =>
      atomically(() => {
        const fresh = randomBytes(32).toString("base64url");
        db.prepare("INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING").run(name, fresh);
        return db.prepare("SELECT value FROM secrets WHERE name = ?").get(name)?.["value"] as string;
      }),
    prune: (now) => void db.prepare("DELETE FROM seen WHERE at < ?").run(now - memory),
    close: () => db.close(),
  };
}
