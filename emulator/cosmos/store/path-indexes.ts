import type { DatabaseSync } from "node:sqlite";
import { type IndexPath, sortParts, valueAt } from "./path-sql.ts";

/** What an index is for: to look for a value, or to walk in the order of the values. */
export type IndexUse = "lookup" | "order";

/** An index that a query would use if it were there. */
interface Wanted {
  readonly container: number;
  readonly use: IndexUse;
  readonly path: IndexPath;
}

/** From how many items on a container is worth an index … */
const worthwhile = 1_000;
/** … and how often queries must have asked for it by then. */
const often = 3;
/** A container that was too small is counted again after so many more questions. */
const patience = 50;
/** Indexes of one container at most; each makes writing a little slower. */
const mostOfContainer = 12;
/** Wanted indexes that are counted; queries may ask for any number of paths. */
const mostWanted = 1_000;
/** Values that on average more than this share of the items has are not looked for by an index. */
const leastSelective = 1 / 20;

const prefix = "path_";

/**
 * Indexes of paths within the items, which Azure has for every path that a container's policy does not exclude. Here one is made when
 * queries have asked for it often enough, behind their backs: no answer depends on it. They are kept in the file.
 */
export class PathIndexes {
  readonly #db: DatabaseSync;
  /** Runs what changes the file in a transaction. */
  readonly #write: (task: () => void) => Promise<void>;
  /** By their keys: the index's name, or that there is to be none. */
  readonly #known = new Map<string, string | "useless">();
  readonly #asked = new Map<string, number>();

  constructor(db: DatabaseSync, write: (task: () => void) => Promise<void>) {
    this.#db = db;
    this.#write = write;
    db.exec("CREATE TABLE IF NOT EXISTS path_indexes (key TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID");
    const containers = new Set(
      db
        .prepare("SELECT num FROM containers")
        .all()
        .map(({ num }) => Number(num)),
    );
    for (const { key, name } of db.prepare("SELECT key, name FROM path_indexes").all()) {
      if (containers.has(Number(String(key).split(" ", 1)[0]))) this.#known.set(String(key), String(name));
      else this.#forget(String(key), String(name));
    }
  }

  /** The name of an index, when it is there. Asking often makes it be there. */
  find(container: number, use: IndexUse, path: IndexPath): string | undefined {
    const wanted = { container, use, path };
    const key = keyOf(wanted);
    const known = this.#known.get(key);
    if (known !== undefined) return known === "useless" ? undefined : known;
    const asked = (this.#asked.get(key) ?? 0) + 1;
    if (this.#asked.size >= mostWanted && !this.#asked.has(key)) this.#asked.clear();
    this.#asked.set(key, asked);
    if (asked !== often) return undefined;
    // A failure to make one is no failure of the query; whoever asks next begins to count anew.
    this.#write(() => this.#make(wanted)).catch(() => this.#asked.delete(key));
    return undefined;
  }

  #make(wanted: Wanted): void {
    const { container, use, path } = wanted;
    const key = keyOf(wanted);
    if (this.#known.has(key)) return;
    const count = this.#count("count(*)", container);
    if (count < worthwhile) {
      this.#asked.set(key, -patience);
      return;
    }
    const ofContainer = [...this.#known.keys()].filter((known) => known.startsWith(`${container} `));
    if (ofContainer.length >= mostOfContainer) {
      this.#known.set(key, "useless");
      return;
    }
    const name = `${prefix}${container}_${this.#nextNumber()}`;
    const columns = use === "lookup" ? [expressionOf(path), "num"] : [...sortParts(path), "num", "epk"];
    this.#db.exec(`CREATE INDEX ${name} ON documents (${columns.join(", ")}) WHERE container = ${container}`);
    const useless = use === "lookup" && !this.#isSelective(container, path, count);
    if (useless) this.#db.exec(`DROP INDEX ${name}`);
    this.#db.prepare("INSERT INTO path_indexes (key, name) VALUES (?, ?)").run(key, useless ? "useless" : name);
    this.#known.set(key, useless ? "useless" : name);
  }

  /** Whether a value that is there at all is, on average, one that few items have. */
  #isSelective(container: number, path: IndexPath, items: number): boolean {
    const expression = expressionOf(path);
    const [withValue, values] = [`count(${expression})`, `count(DISTINCT ${expression})`];
    return this.#count(withValue, container) <= this.#count(values, container) * items * leastSelective;
  }

  #count(what: string, container: number): number {
    const row = this.#db.prepare(`SELECT ${what} AS n FROM documents WHERE container = ${container}`).get();
    return Number(row?.["n"] ?? 0);
  }

  #nextNumber(): number {
    return 1 + Math.max(0, ...[...this.#known.values()].map((name) => Number(name.split("_").at(-1)) || 0));
  }

  #forget(key: string, name: string): void {
    if (name !== "useless") this.#db.exec(`DROP INDEX IF EXISTS ${name}`);
    this.#db.prepare("DELETE FROM path_indexes WHERE key = ?").run(key);
  }
}

const keyOf = ({ container, use, path }: Wanted): string => `${container} ${use} ${path}`;

const expressionOf = (path: IndexPath): string => (path === "id" || path === "ts" ? path : valueAt(path));
