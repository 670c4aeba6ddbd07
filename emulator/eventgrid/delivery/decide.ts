import { deadLetterReasons } from "../assumptions.ts";
import type { Outcome } from "./outcome.ts";
import { type Failure, retryDelay } from "./schedule.ts";

/** Why an event was given up, as written into `deadLetterReason`. */
export type DeadLetterReason = (typeof deadLetterReasons)[keyof typeof deadLetterReasons];

/** The limits that a subscription sets. */
export interface RetryPolicy {
  /** 1 to 30. */
  readonly maxDeliveryAttempts: number;
  /** 1 to 1440. */
  readonly eventTimeToLiveInMinutes: number;
}

/** What is to be done with an event. */
export type Decision =
  | { readonly kind: "attempt" }
  | { readonly kind: "delivered" }
  | { readonly kind: "retry"; readonly due: number }
  | { readonly kind: "give-up"; readonly reason: DeadLetterReason };

/** A webhook that answers so will not do better on another try. */
const final = new Set<Outcome>(["BadRequest", "PayloadTooLarge", "Unauthorized", "Forbidden"]);

/** Decides before an attempt: the time to live is looked at here and nowhere else, as in Azure. */
export function beforeAttempt(publishedAt: number, policy: RetryPolicy, now: number): Decision {
  const expires = publishedAt + policy.eventTimeToLiveInMinutes * 60_000;
  return now >= expires ? { kind: "give-up", reason: deadLetterReasons.timeToLive } : { kind: "attempt" };
}

/**
 * Decides after an attempt.
 * @param result how it ended
 * @param attempts attempts made so far, this one included
 * @param random a number in [0, 1), for the jitter
 */
export function afterAttempt(
  result: Failure | { readonly outcome: "Delivered" },
  attempts: number,
  policy: RetryPolicy,
  now: number,
  random: number,
): Decision {
  if (result.outcome === "Delivered") return { kind: "delivered" };
  if (final.has(result.outcome)) return { kind: "give-up", reason: deadLetterReasons.clientError };
  if (attempts >= policy.maxDeliveryAttempts) return { kind: "give-up", reason: deadLetterReasons.attempts };
  return { kind: "retry", due: now + retryDelay({ ...result, outcome: result.outcome }, attempts, random) };
}
