import type { Clock } from "../../../../platform/clock/clock.ts";

/** A clock that stands still until it is moved. It runs no tasks. */
export function fakeClock(): Clock & { move(milliseconds: number): void } {
  let now = Date.parse("2026-11-27T00:00:00Z");
  return {
    now: () => now,
    schedule: () => ({ cancel: () => {} }),
    move: (milliseconds) => {
      now += milliseconds;
    },
  };
}
