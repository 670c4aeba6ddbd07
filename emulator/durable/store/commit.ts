import type { DatabaseSync } from "node:sqlite";

interface Pending {
  readonly task: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Group commit: what is written in one turn of the event loop shares one transaction, each write with a savepoint of its
 * own. A promise settles only after the commit.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  #queue: Pending[] = [];

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Whether nothing waits. */
  get idle(): boolean {
    return this.#queue.length === 0;
  }

  /** Runs `task` inside the next transaction. Rejects with what the task throws, or when the commit fails. */
  run<T>(task: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#queue.length === 0) setImmediate(() => this.flush());
      this.#queue.push({ task, resolve: resolve as (value: never) => void, reject });
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    const group = this.#queue;
    if (group.length === 0) return;
    this.#queue = [];
    const settle: (() => void)[] = [];
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      for (const pending of group) settle.push(this.#attempt(pending));
      this.#db.exec("COMMIT");
    } catch (error) {
      if (this.#db.isOpen && this.#db.isTransaction) this.#db.exec("ROLLBACK");
      for (const { reject } of group) reject(error);
      return;
    }
    for (const done of settle) done();
  }

  #attempt({ task, resolve, reject }: Pending): () => void {
    this.#db.exec("SAVEPOINT task");
    try {
      const value = task() as never;
      this.#db.exec("RELEASE task");
      return () => resolve(value);
    } catch (error) {
      this.#db.exec("ROLLBACK TO task");
      this.#db.exec("RELEASE task");
      return () => reject(error);
    }
  }
}
