import type { Clock } from "../../platform/clock/clock.ts";

/** Waits for `task`, but no longer than `limit` ms. @throws what the task throws in that time */
export async function within(clock: Clock, limit: number, task: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const late = clock.schedule(limit, resolve);
    task
      .then(() => resolve(), reject)
      .finally(() => late.cancel())
      .catch(() => {});
  });
}
