import type { RetryPolicy } from "../app/definition.ts";
import { type Clock, sleep } from "../clock/clock.ts";
import type { HandlerError } from "../dead-letters/handler-error.ts";
import { isTransient } from "../stores/errors.ts";

/** What waiting needs. */
export interface RetryTools {
  readonly clock: Clock;
  /** Answers numbers in [0, 1). */
  readonly random: () => number;
}

/** Which part of a wait is left to chance where a policy does not say. */
const usualJitter = 0.5;
/** How far causes of causes are looked at. */
const deepestCause = 10;

/**
 * The wait after a failed try, in milliseconds. Part of it is left to chance, so that many that failed together do not
 * come back together.
 * @param failed how many tries have failed, from 1
 * @param random in [0, 1)
 */
export function retryDelay(policy: RetryPolicy, failed: number, random: number): number {
  const full = policy.strategy === "fixed" ? policy.first : policy.first * 2 ** Math.min(failed - 1, 30);
  const { jitter = usualJitter } = policy;
  return Math.round(Math.min(full, policy.max) * (1 - jitter + jitter * random));
}

/**
 * How long to wait before a message is handled again; undefined when its tries are used up, or another one would not help.
 * @param failed how many tries have failed, from 1
 */
export function nextTry(policy: RetryPolicy, error: HandlerError, failed: number, random: number): number | undefined {
  return failed >= policy.attempts || isPermanent(policy, error) ? undefined : retryDelay(policy, failed, random);
}

/** Whether a policy says that another try does not help against this error. */
export function isPermanent({ transient, permanent = [] }: RetryPolicy, error: HandlerError): boolean {
  if (transient === undefined && permanent.length === 0) return false;
  const names = namesOf(error);
  const has = (list: readonly string[]) => list.some((name) => names.has(name));
  return has(permanent) || (transient !== undefined && !has(transient));
}

/** The names and codes of what hand-written code threw and of its causes; of the platform's own error where it threw nothing. */
function namesOf(error: HandlerError): ReadonlySet<string> {
  const names = new Set<string>();
  let origin: unknown = error.cause ?? error;
  for (let depth = 0; depth < deepestCause && typeof origin === "object" && origin !== null; depth++) {
    const { name, code, cause } = origin as {
      readonly name?: unknown;
      readonly code?: unknown;
      readonly cause?: unknown;
    };
    for (const text of [name, code]) if (typeof text === "string") names.add(text);
    origin = cause;
  }
  return names;
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
