import type { Clock } from "../../../platform/clock/clock.ts";

/** Lets a reader of the change feed wait until a container has been written to. */
export class ChangeSignal {
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Set<() => void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves at the next commit to container `num`, after `delay` ms, or when `signal` is aborted. */
  wait(num: number, delay: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const readers = this.#waiting.get(num) ?? new Set();
      this.#waiting.set(num, readers);
      const finish = () => {
        timer.cancel();
        signal.removeEventListener("abort", finish);
        readers.delete(finish);
        resolve();
      };
      const timer = this.#clock.schedule(delay, finish);
      signal.addEventListener("abort", finish, { once: true });
      readers.add(finish);
    });
  }

  /** Wakes the readers of these containers. */
  notify(containers: readonly number[]): void {
    for (const num of containers) {
      for (const finish of [...(this.#waiting.get(num) ?? [])]) finish();
    }
  }
}
