import type { DatabaseSync } from "node:sqlite";
import { GroupCommit } from "../../sqlite/group-commit.ts";
import { EntityTable } from "./entity-table.ts";
import { InstanceTable } from "./instance-table.ts";
import { openDatabase } from "./schema.ts";
import { Sql } from "./sql.ts";
import { WorkTable } from "./work-table.ts";

/**
 * The state of a task hub. Reads at any time; writes only inside a task of `write`, and what one task writes is committed
 * whole or not at all.
 */
export class DurableStore {
  readonly instances: InstanceTable;
  readonly work: WorkTable;
  readonly entities: EntityTable;
  readonly #db: DatabaseSync;
  readonly #commit: GroupCommit;

  /** @throws Error when the file cannot be opened or has another format */
  constructor(dataDir: string | undefined) {
    this.#db = openDatabase(dataDir);
    this.#commit = new GroupCommit(this.#db);
    const sql = new Sql(this.#db);
    this.instances = new InstanceTable(sql);
    this.work = new WorkTable(sql);
    this.entities = new EntityTable(sql);
  }

  /** Whether nothing waits to be committed. */
  get idle(): boolean {
    return this.#commit.idle;
  }

  /** Runs `task` in a transaction; resolves once it is on disk. */
  write<T>(task: () => T): Promise<T> {
    return this.#commit.run(task);
  }

  /** Commits what waits and closes the file. */
  close(): void {
    if (!this.#db.isOpen) return;
    this.#commit.flush();
    this.#db.close();
  }
}
