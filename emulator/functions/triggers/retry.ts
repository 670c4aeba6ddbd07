import { type Clock, sleep } from "../../../platform/clock/clock.ts";
import type { RetryContext, RetryOptions } from "../rpc/protocol.ts";
import type { Outcome } from "../worker-process.ts";

/** What retries need of the outside. */
export interface RetryPorts {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Aborted when the host stops: no further try begins. */
  readonly signal: AbortSignal;
  /** Told before each wait. */
  readonly onRetry?: (attempt: number, delay: number) => void;
}

/**
 * The wait before the n-th retry (n from 1), ms. Exponential: the first is the minimum, later ones double with a jitter of
 * a fifth either way, up to the maximum.
 */
export function retryDelay(options: RetryOptions, n: number, random: () => number): number {
  if (options.retryStrategy !== "exponentialBackoff") return (options.delayInterval?.seconds ?? 0) * 1000;
  const first = (options.minimumInterval?.seconds ?? 0) * 1000;
  const most = (options.maximumInterval?.seconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (n === 1) return Math.min(first, most);
  return Math.min(first * 2 ** (n - 2) * (0.8 + 0.4 * random()), most);
}

/**
 * Runs `attempt` until it succeeds, the policy's retries (`maxRetryCount`; -1: no end) are used up, the worker is lost or
 * the host stops. The count lives in memory only, as on Azure.
 */
export async function runWithRetry(
  options: RetryOptions | undefined,
  attempt: (context: RetryContext | undefined) => Promise<Outcome>,
  ports: RetryPorts,
): Promise<Outcome> {
  if (options === undefined) return attempt(undefined);
  const maxRetryCount = options.maxRetryCount ?? 0;
  let context: RetryContext = { retryCount: 0, maxRetryCount };
  for (let n = 1; ; n++) {
    const outcome = await attempt(context);
    if (outcome.kind !== "failed" || (maxRetryCount >= 0 && n > maxRetryCount)) return outcome;
    const delay = retryDelay(options, n, ports.random);
    ports.onRetry?.(n, delay);
    await sleep(ports.clock, delay, ports.signal);
    if (ports.signal.aborted) return { kind: "lost", reason: "the host stops" };
    const { message, stack } = outcome.error;
    context = { retryCount: n, maxRetryCount, exception: { message, stackTrace: stack, source: "" } };
  }
}
