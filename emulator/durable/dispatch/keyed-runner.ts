/** Runs work by key: never two runs of one key at once, at most `limit` keys at a time. */
export class KeyedRunner {
  readonly #limit: number;
  readonly #run: (key: string) => Promise<void>;
  readonly #queued = new Set<string>();
  readonly #running = new Set<string>();
  #stopped = false;

  /** @param run must not throw */
  constructor(limit: number, run: (key: string) => Promise<void>) {
    this.#limit = limit;
    this.#run = run;
  }

  /** Whether nothing runs and nothing waits. */
  get idle(): boolean {
    return this.#stopped ? this.#running.size === 0 : this.#running.size + this.#queued.size === 0;
  }

  /** There is something to do for `key`; when it runs already, it runs once more afterwards. */
  wake(key: string): void {
    this.#queued.add(key);
    this.#pump();
  }

  /** Starts nothing more. */
  stop(): void {
    this.#stopped = true;
  }

  #pump(): void {
    if (this.#stopped) return;
    for (const key of this.#queued) {
      if (this.#running.size >= this.#limit) return;
      if (this.#running.has(key)) continue;
      this.#queued.delete(key);
      this.#running.add(key);
      void this.#run(key).finally(() => {
        this.#running.delete(key);
        this.#pump();
      });
    }
  }
}
