import type { RetryPolicy } from "../app/definition.ts";
import { type Clock, sleep } from "../clock/clock.ts";
import { isTransient } from "../stores/errors.ts";

/** What waiting needs. */
export interface RetryTools {
  readonly clock: Clock;
  /** Answers numbers in [0, 1). */
  readonly random: () => number;
}

/**
 * The wait after a failed try, in milliseconds. Between half of it and all of it, so that many that failed together do
 * not come back together.
 * @param failed how many tries have failed, from 1
 */
export function retryDelay(policy: RetryPolicy, failed: number, random: number): number {
  const full = policy.strategy === "fixed" ? policy.first : policy.first * 2 ** Math.min(failed - 1, 30);
  return Math.round(Math.min(full, policy.max) * (0.5 + random / 2));
}

/**
 * Runs store work, trying again what is transient.
 * @throws the last error when the tries are used up, every other error at once
 */
export async function retryTransient<T>(tools: RetryTools, policy: RetryPolicy, work: () => Promise<T>): Promise<T> {
  for (let failed = 1; ; failed++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || failed >= policy.attempts) throw error;
      await sleep(tools.clock, Math.max(error.retryAfter ?? 0, retryDelay(policy, failed, tools.random())));
    }
  }
}
