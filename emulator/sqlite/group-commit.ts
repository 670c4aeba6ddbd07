import type { DatabaseSync } from "node:sqlite";

interface Pending {
  readonly task: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** What the owner of in-memory state does around a commit. */
export interface CommitHooks {
  /** Stores counters that live in memory; runs inside the transaction. */
  readonly beforeCommit: () => void;
  /** The transaction is on disk. */
  readonly afterCommit: () => void;
  /** A task was undone, or the whole group was: memory that mirrors the disk must be dropped. */
  readonly afterRollback: () => void;
  /** What the writes of a group are refused with that could not be committed. */
  readonly failure: (error: unknown) => unknown;
}

const nothing: CommitHooks = {
  beforeCommit() {},
  afterCommit() {},
  afterRollback() {},
  failure: (error) => error,
};

/**
 * Group commit: all writes that arrive in one turn of the event loop share one transaction, and each has its own
 * savepoint, so that a refused write does not undo its neighbours. A promise settles only after the commit.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #hooks: CommitHooks;
  #queue: Pending[] = [];

  constructor(db: DatabaseSync, hooks: Partial<CommitHooks> = {}) {
    this.#db = db;
    this.#hooks = { ...nothing, ...hooks };
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
      this.#hooks.beforeCommit();
      this.#db.exec("COMMIT");
      this.#hooks.afterCommit();
    } catch (error) {
      this.#fail(group, error);
      return;
    }
    for (const done of settle) done();
  }

  /** Runs `task` so that it leaves nothing behind when it throws. Only inside a task. */
  nested<T>(task: () => T): T {
    this.#db.exec("SAVEPOINT task");
    try {
      const value = task();
      this.#db.exec("RELEASE task");
      return value;
    } catch (error) {
      this.#db.exec("ROLLBACK TO task");
      this.#db.exec("RELEASE task");
      this.#hooks.afterRollback();
      throw error;
    }
  }

  #attempt({ task, resolve, reject }: Pending): () => void {
    try {
      const value = this.nested(task) as never;
      return () => resolve(value);
    } catch (error) {
      return () => reject(error);
    }
  }

  #fail(group: readonly Pending[], error: unknown): void {
    if (this.#db.isOpen && this.#db.isTransaction) this.#db.exec("ROLLBACK");
    this.#hooks.afterRollback();
    const failure = this.#hooks.failure(error);
    for (const { reject } of group) reject(failure);
  }
}
