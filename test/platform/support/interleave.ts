import type { StepHook } from "../../../platform/testing/instrument.ts";

/** One of several workers whose steps a schedule lets go one at a time. */
export interface Worker {
  readonly hook: StepHook;
  /** Starts the work; it stands before its first step. */
  start(work: () => Promise<unknown>): void;
}

/**
 * Runs workers against each other, one step of one worker at a time, as `choose` says. A step is one call of a store: what
 * happens between two calls is not seen by the other.
 * @param choose answers which of the waiting steps is next, by its index
 */
export async function interleave(
  count: number,
  begin: (worker: Worker, index: number) => void,
  choose: (alive: number) => number,
): Promise<void> {
  // A worker with several streams stands before several steps at once.
  const waiting: (() => void)[] = [];
  let done = 0;
  const failures: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const worker: Worker = {
      hook: (_step, when) =>
        when === "after" ? undefined : new Promise<void>((resolve) => void waiting.push(resolve)),
      start(work) {
        work()
          .catch((error: unknown) => failures.push(error))
          .finally(() => done++);
      },
    };
    begin(worker, index);
  }
  while (done < count) {
    // Everybody has to stand before a step, or the schedule would not be one.
    for (let quiet = 0, seen = -1; quiet < 2; quiet = waiting.length === seen ? quiet + 1 : 0) {
      seen = waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (waiting.length > 0) waiting.splice(choose(waiting.length), 1)[0]?.();
  }
  if (failures.length > 0) throw failures[0];
}

/** Every schedule of two workers, found by walking the choices like digits of a number; stops when all are done. */
export async function everySchedule(run: (choose: (alive: number) => number) => Promise<void>): Promise<number> {
  let path: number[] = [];
  for (let schedules = 1; ; schedules++) {
    const taken: { choice: number; of: number }[] = [];
    await run((alive) => {
      const choice = path[taken.length] ?? 0;
      taken.push({ choice, of: alive });
      return choice;
    });
    while (taken.length > 0 && (taken.at(-1)?.choice ?? 0) + 1 >= (taken.at(-1)?.of ?? 0)) taken.pop();
    const last = taken.pop();
    if (last === undefined) return schedules;
    path = [...taken.map(({ choice }) => choice), last.choice + 1];
  }
}
