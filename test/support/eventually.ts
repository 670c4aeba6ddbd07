import { AssertionError } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";

/** How often is asked at most: 100 seconds of pauses, and as much longer as the machine takes to answer. */
const tries = 4_000;
const between = 25;

/**
 * Asks until the answer is as wanted. A test that waits in vain fails here, where it is known for what it waited.
 * @throws AssertionError with the last answer and what was wanted, when the answer never is
 */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  wanted: (value: T) => boolean,
  { attempts = tries, wait = between }: { readonly attempts?: number; readonly wait?: number } = {},
): Promise<T> {
  let value = await ask();
  for (let asked = 1; !wanted(value); asked++) {
    if (asked >= attempts) {
      const last = inspect(value, { depth: 8, maxArrayLength: 50, maxStringLength: 4_000 });
      throw new AssertionError({
        message: `Asked ${asked} times, and it never was as wanted: ${wanted}\nThe last answer to ${ask}:\n${last}`,
        actual: value,
        stackStartFn: eventually,
      });
    }
    await pause(wait);
    value = await ask();
  }
  return value;
}
