/**
 * Time as a port. Everything that waits or stamps takes a `Clock`, so that a test can move a week in a millisecond.
 * All instants are milliseconds since the Unix epoch (UTC); all durations are milliseconds.
 */
export interface Clock {
  /** The current instant. */
  now(): number;
  /** Runs `task` once, `delay` ms from now. A delay of 0 or less runs on the next turn of the event loop. */
  schedule(delay: number, task: () => void): ScheduledTask;
}

/** A task that has been scheduled and may still be called off. */
export interface ScheduledTask {
  /** Calls the task off. Harmless when it has already run. */
  cancel(): void;
}

/** The longest delay Node's timers take; longer ones would fire at once. */
const longestTimer = 2_147_483_647;

/** The machine's clock. Its timers keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delay, task) {
    const due = Date.now() + delay;
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = due - Date.now();
      timer = left > longestTimer ? setTimeout(arm, longestTimer) : setTimeout(task, Math.max(0, left));
    };
    arm();
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Resolves `delay` ms from now on `clock`; resolves early, without an error, when `signal` is aborted. */
export function sleep(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      task.cancel();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const task = clock.schedule(delay, finish);
    signal?.addEventListener("abort", finish, { once: true });
  });
}
