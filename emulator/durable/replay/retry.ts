import type { RetryPolicy } from "../protocol/actions.ts";

/**
 * Wait before the next attempt of a task.
 * @param attempt how many attempts were made before the failed one
 * @param first when the first attempt began, ms
 * @returns ms; undefined when the policy's timeout has passed
 */
export function retryDelay(policy: RetryPolicy, attempt: number, first: number, now: number): number | undefined {
  const { retryTimeoutInMilliseconds: timeout, backoffCoefficient = 1 } = policy;
  if (timeout !== undefined && timeout !== null && now >= first + timeout) return undefined;
  const next = policy.firstRetryIntervalInMilliseconds * (backoffCoefficient ?? 1) ** attempt;
  return Math.min(next, policy.maxRetryIntervalInMilliseconds ?? Number.MAX_SAFE_INTEGER);
}
