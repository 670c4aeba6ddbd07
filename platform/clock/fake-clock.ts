import type { Clock, ScheduledTask } from "./clock.ts";

interface Entry {
  readonly due: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until a test moves it. Tasks run in the order they fall due, then in the order scheduled. */
export class FakeClock implements Clock {
  #now: number;
  #order = 0;
  readonly #entries = new Set<Entry>();

  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(delay: number, task: () => void): ScheduledTask {
    const entry: Entry = { due: this.#now + Math.max(0, delay), order: this.#order++, task };
    this.#entries.add(entry);
    return { cancel: () => void this.#entries.delete(entry) };
  }

  /** How many tasks wait. */
  get pending(): number {
    return this.#entries.size;
  }

  /** Moves time by `duration` ms, running what falls due; between tasks, promises that they settle get their turn. */
  async advance(duration: number): Promise<void> {
    const end = this.#now + duration;
    for (;;) {
      await settle();
      const next = this.#next(end);
      if (next === undefined) break;
      this.#entries.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.task();
    }
    this.#now = end;
    await settle();
  }

  #next(end: number): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of this.#entries) {
      if (entry.due > end) continue;
      if (first === undefined || entry.due < first.due || (entry.due === first.due && entry.order < first.order)) {
        first = entry;
      }
    }
    return first;
  }
}

/** Lets pending promise callbacks and I/O callbacks run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
