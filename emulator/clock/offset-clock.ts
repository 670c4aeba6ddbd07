import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock, ScheduledTask } from "../../platform/clock/clock.ts";

interface Entry {
  readonly due: number;
  readonly task: () => void;
  /** On the base clock. */
  armed: ScheduledTask | undefined;
}

/** Furthest that a clock can be moved ahead, ms: a hundred years, so that dates stay dates. */
export const furthest = 100 * 365 * 86_400_000;

/** A clock that runs ahead of another by an offset which can only grow. What waits on it comes forward with each move. */
export class OffsetClock implements Clock {
  readonly #base: Clock;
  readonly #store: (offset: number) => void;
  readonly #entries = new Set<Entry>();
  #offset: number;

  /**
   * @param offset how far ahead it starts, ms
   * @param store told the new offset before it counts
   */
  constructor(base: Clock, offset = 0, store: (offset: number) => void = () => {}) {
    this.#base = base;
    this.#offset = Math.round(offset);
    this.#store = store;
  }

  /** How far ahead of the base clock it is, ms. */
  get offset(): number {
    return this.#offset;
  }

  now(): number {
    return this.#base.now() + this.#offset;
  }

  /** When the first of what waits is due; undefined when nothing waits. */
  next(): number | undefined {
    let first: number | undefined;
    for (const { due } of this.#entries) if (first === undefined || due < first) first = due;
    return first;
  }

  schedule(delay: number, task: () => void): ScheduledTask {
    const entry: Entry = { due: this.now() + delay, task, armed: undefined };
    this.#entries.add(entry);
    this.#arm(entry);
    return {
      cancel: () => {
        this.#entries.delete(entry);
        entry.armed?.cancel();
      },
    };
  }

  /**
   * Moves the clock ahead by `duration` ms, 0 or more, rounded: instants are whole milliseconds. What falls due runs, in the order in which it is due, right after.
   * @throws RangeError when it would go back, or further than `furthest`
   */
  advance(duration: number): void {
    const offset = this.#offset + Math.round(duration);
    if (!(duration >= 0) || offset > furthest) {
      throw new RangeError("The clock can only be moved forward, and by no more than a hundred years in all.");
    }
    this.#store(offset);
    this.#offset = offset;
    const waiting = [...this.#entries].sort((a, b) => a.due - b.due);
    for (const entry of waiting) entry.armed?.cancel();
    for (const entry of waiting) this.#arm(entry);
  }

  #arm(entry: Entry): void {
    entry.armed = this.#base.schedule(entry.due - this.now(), () => {
      this.#entries.delete(entry);
      entry.task();
    });
  }
}

/**
 * An offset clock that remembers its offset in `dataDir`, so that a restart does not go back in time; without a folder it
 * forgets.
 * @throws Error when the file is there and cannot be read
 */
export function openOffsetClock(base: Clock, dataDir: string | undefined): OffsetClock {
  if (dataDir === undefined) return new OffsetClock(base);
  const file = join(dataDir, "clock.json");
  return new OffsetClock(base, readOffset(file), (offset) => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ offset }));
    renameSync(`${file}.new`, file);
  });
}

function readOffset(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
  const offset = offsetIn(text);
  if (offset === undefined) {
    throw new Error(`${file} does not hold {"offset": milliseconds}. Delete it to go back to the machine's time.`);
  }
  return offset;
}

function offsetIn(text: string): number | undefined {
  try {
    const { offset } = JSON.parse(text) as { offset?: unknown };
    return typeof offset === "number" && offset >= 0 && offset <= furthest ? offset : undefined;
  } catch {
    return undefined;
  }
}
