import type { DatabaseSync, StatementSync } from "node:sqlite";
import { evenIntervals, middleOf, narrowest, widthOf } from "../epk/boundaries.ts";
import { badRequest, conflict, notFound, notSupported } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { containerRid, databaseRid } from "../rid.ts";
import { type Container, type Database, type KeyRange, mostRanges, parseDefinition } from "./container.ts";

interface ContainerRow {
  readonly num: number;
  readonly id: string;
  readonly definition: string;
  readonly ts: number;
  readonly revision: number;
}

interface RangeRow {
  readonly id: number;
  readonly min: string;
  readonly max: string;
  readonly parents: string;
  readonly live: number;
}

/** A range that was split, and what took its place: the lower half first. */
export interface Split {
  readonly parent: string;
  readonly children: [string, string];
}

/**
 * Databases, containers and their ranges. The file is the truth; what is read from it is kept until `forget`.
 * Methods that change something run inside a write task.
 */
export class Catalog {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #databases = new Map<string, Database>();
  readonly #containers = new Map<string, Container>();
  #changed = false;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Drops what is remembered, so that it is read from the file again. */
  forget(): void {
    this.#databases.clear();
    this.#containers.clear();
  }

  /** After a commit: what is remembered is stored now. */
  settled(): void {
    this.#changed = false;
  }

  /** After a rollback: what is remembered may have been undone. */
  undone(): void {
    if (this.#changed) this.forget();
  }

  /** All databases, oldest first. */
  databases(): Database[] {
    return (this.#all("SELECT * FROM databases ORDER BY num") as unknown as Database[]).map(withRid);
  }

  /** The database `id`. @throws CosmosError 404 */
  database(id: string): Database {
    const known = this.#databases.get(id);
    if (known !== undefined) return known;
    const row = this.#get("SELECT * FROM databases WHERE id = ?", id) as unknown as Database | undefined;
    if (row === undefined) throw notFound(`Database ${JSON.stringify(id)}`);
    const found = withRid(row);
    this.#databases.set(id, found);
    return found;
  }

  /** Makes a database. @throws CosmosError 409 when there is one. */
  createDatabase(id: string, ts: number): Database {
    if (this.#get("SELECT num FROM databases WHERE id = ?", id)) throw conflict(`Database ${id} exists already.`);
    this.#run("INSERT INTO databases (id, ts) VALUES (?, ?)", id, ts);
    return this.database(id);
  }

  /** Deletes a database, its containers and their items. @throws CosmosError 404 */
  deleteDatabase(id: string): void {
    const database = this.database(id);
    for (const container of this.containers(database)) this.deleteContainer(container);
    this.#run("DELETE FROM offers WHERE target = ?", database.rid);
    this.#run("DELETE FROM databases WHERE num = ?", database.num);
    this.forget();
  }

  /** All containers of a database, oldest first. */
  containers(database: Database): Container[] {
    const rows = this.#all("SELECT id FROM containers WHERE database = ? ORDER BY num", database.num);
    return rows.map((row) => this.container(database.id, String(row["id"])));
  }

  /** Every container of the account. */
  everyContainer(): Container[] {
    return this.databases().flatMap((database) => this.containers(database));
  }

  /** The container `id` of database `databaseId`. @throws CosmosError 404 */
  container(databaseId: string, id: string): Container {
    const name = `${databaseId}/${id}`;
    const known = this.#containers.get(name);
    if (known !== undefined) return known;
    const database = this.database(databaseId);
    const row = this.#get("SELECT * FROM containers WHERE database = ? AND id = ?", database.num, id);
    if (row === undefined) throw notFound(`Container ${JSON.stringify(id)}`);
    const found = this.#load(database, row as unknown as ContainerRow);
    this.#containers.set(name, found);
    return found;
  }

  /** Makes a container with `ranges` equal ranges. @throws CosmosError 409, or 400 for a bad definition. */
  createContainer(database: Database, id: string, definition: JsonObject, ranges: number, ts: number): Container {
    if (this.#get("SELECT num FROM containers WHERE database = ? AND id = ?", database.num, id)) {
      throw conflict(`Container ${id} exists already.`);
    }
    const { key } = parseDefinition(definition);
    const { lastInsertRowid } = this.#run(
      "INSERT INTO containers (database, id, definition, ts, revision, lsn, version) VALUES (?, ?, ?, ?, 1, 1, 0)",
      database.num,
      id,
      JSON.stringify(definition),
      ts,
    );
    for (const [index, interval] of evenIntervals(ranges, key.version).entries()) {
      this.#addRange(Number(lastInsertRowid), index, interval.min, interval.max, []);
    }
    return this.container(database.id, id);
  }

  /** Changes a container's definition and keeps its items. @throws CosmosError 400 when a fixed part changes. */
  replaceContainer(container: Container, definition: JsonObject, ts: number): Container {
    parseDefinition(definition);
    for (const fixed of ["id", "partitionKey", "uniqueKeyPolicy"] as const) {
      const before = fixed === "id" ? container.id : container.definition[fixed];
      if (definition[fixed] !== undefined && !sameJson(definition[fixed], before)) {
        throw badRequest(`${fixed} of a container cannot be changed.`);
      }
    }
    this.#run(
      "UPDATE containers SET definition = ?, ts = ?, revision = revision + 1 WHERE num = ?",
      JSON.stringify(definition),
      ts,
      container.num,
    );
    this.forget();
    return this.container(container.database.id, container.id);
  }

  /** Deletes a container and its items. */
  deleteContainer(container: Container): void {
    for (const table of ["documents", "unique_keys", "versions", "ranges"]) {
      this.#run(`DELETE FROM ${table} WHERE container = ?`, container.num);
    }
    this.#run("DELETE FROM offers WHERE target = ?", container.rid);
    this.#run("DELETE FROM containers WHERE num = ?", container.num);
    this.forget();
  }

  /** Splits a live range in two halves. @throws CosmosError 404, or 400 when there are too many, or it is too narrow */
  splitRange(container: Container, rangeId: string): Split {
    const parent = container.ranges.find((range) => range.id === rangeId && range.live);
    if (parent === undefined) throw notFound(`Partition key range ${rangeId}`);
    if (container.ranges.filter(({ live }) => live).length >= mostRanges) {
      throw notSupported(`more than ${mostRanges} partition ranges`);
    }
    const next = container.ranges.length;
    const middle = middleOf(parent, container.key.version);
    if (widthOf(parent, container.key.version) < narrowest)
      throw badRequest(`Partition key range ${rangeId} is too narrow to be split.`);
    const parents = [...parent.parents, parent.id];
    this.#run("UPDATE ranges SET live = 0 WHERE container = ? AND id = ?", container.num, Number(rangeId));
    this.#addRange(container.num, next, parent.min, middle, parents);
    this.#addRange(container.num, next + 1, middle, parent.max, parents);
    this.forget();
    return { parent: parent.id, children: [String(next), String(next + 1)] };
  }

  #addRange(container: number, id: number, min: string, max: string, parents: readonly string[]): void {
    this.#run("INSERT INTO ranges VALUES (?, ?, ?, ?, ?, 1)", container, id, min, max, JSON.stringify(parents));
  }

  #load(database: Database, row: ContainerRow): Container {
    const definition = JSON.parse(row.definition) as JsonObject;
    const ranges = this.#all("SELECT * FROM ranges WHERE container = ? ORDER BY id", row.num) as unknown as RangeRow[];
    return {
      ...parseDefinition(definition),
      num: row.num,
      id: row.id,
      database,
      rid: containerRid(database.num, row.num),
      definition,
      ts: row.ts,
      etag: resourceEtag(row.num, row.revision),
      ranges: ranges.map(toRange),
    };
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #get = (sql: string, ...values: (string | number)[]) => this.#prepare(sql).get(...values);
  #all = (sql: string, ...values: (string | number)[]) => this.#prepare(sql).all(...values);
  #run = (sql: string, ...values: (string | number)[]) => {
    this.#changed = true;
    return this.#prepare(sql).run(...values);
  };
}

/** The etag, quotes included, of a database, container or offer. */
export function resourceEtag(num: number, revision: number): string {
  return `"${num.toString(16).padStart(8, "0")}-0000-0000-0000-${revision.toString(16).padStart(12, "0")}"`;
}

const withRid = (row: Database): Database => ({ num: row.num, id: row.id, ts: row.ts, rid: databaseRid(row.num) });

const toRange = (row: RangeRow): KeyRange => ({
  id: String(row.id),
  min: row.min,
  max: row.max,
  parents: JSON.parse(row.parents) as string[],
  live: row.live === 1,
});

/** Equality of JSON that ignores the order of properties. */
function sameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
}
