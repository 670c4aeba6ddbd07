import type { RetryPolicy } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { sleep } from "../clock/clock.ts";
import type { HandlerError } from "../dead-letters/handler-error.ts";
import { attemptOf } from "../dead-letters/letter.ts";
import { failureOf } from "../dead-letters/redrive/runner.ts";
import type { Attempt } from "../stores/records.ts";
import type { MessageSpan } from "../telemetry/spans/traced.ts";
import { nextTry } from "./policy.ts";

/** Longest wait that holds up a batch, milliseconds, where no setting says otherwise. */
export const usualLongestWait = 10_000;

/** A message that could not be handled, as far as waiting in memory goes. */
export interface Failed {
  readonly error: HandlerError;
  readonly attempts: readonly Attempt[];
  /** When it is tried next, RFC 3339, UTC; undefined: not by itself any more. */
  readonly retryAt?: string;
}

/** What to do after a failed try. */
export type AfterFailure =
  | { readonly kind: "wait"; readonly delay: number }
  /** Too long to hold up a batch, and to be lost by a restart: until then the message is parked. */
  | { readonly kind: "park"; readonly retryAt?: string };

/** Decides what comes after a failed try. */
export function afterFailure(
  runtime: Pick<Runtime, "clock" | "random" | "longestWait">,
  policy: RetryPolicy,
  error: HandlerError,
  failed: number,
): AfterFailure {
  const delay = nextTry(policy, error, failed, runtime.random());
  if (delay === undefined) return { kind: "park" };
  if (delay <= (runtime.longestWait ?? usualLongestWait)) return { kind: "wait", delay };
  return { kind: "park", retryAt: new Date(runtime.clock.now() + delay).toISOString() };
}

/**
 * Handles a message, and again as its policy says, as long as the waits are short.
 * @param span is told of each try that failed and is followed by another one
 * @returns undefined when it was handled
 * @throws StoreError when a store is in trouble
 */
export async function tryHandler(
  runtime: Pick<Runtime, "clock" | "random" | "longestWait">,
  policy: RetryPolicy,
  work: () => Promise<void>,
  span?: MessageSpan,
): Promise<Failed | undefined> {
  const attempts: Attempt[] = [];
  for (;;) {
    const error = await failureOf(work);
    if (error === undefined) return undefined;
    attempts.push(attemptOf(runtime.clock.now(), error));
    const next = afterFailure(runtime, policy, error, attempts.length);
    if (next.kind === "park") {
      return { error, attempts, ...(next.retryAt === undefined ? {} : { retryAt: next.retryAt }) };
    }
    span?.retry(error, attempts.length);
    await sleep(runtime.clock, next.delay);
  }
}
