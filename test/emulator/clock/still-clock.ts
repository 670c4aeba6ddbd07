import type { Clock } from "../../../platform/clock/clock.ts";

/** A machine on which no time goes by: what is due runs on the next turn, what is due later never, unless an offset makes it due. */
export function stillClock(start = Date.UTC(2026, 0, 1)): Clock {
  return {
    now: () => start,
    schedule(delay, task) {
      const timer = delay <= 0 ? setImmediate(task) : undefined;
      return { cancel: () => clearImmediate(timer) };
    },
  };
}
