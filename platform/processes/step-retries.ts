import type { RetryPolicy } from "../app/definition.ts";
import type { StepRetry } from "./orchestration.ts";

/** Parking is tried for days: what could not be parked would be forgotten. */
export const parkRetry: StepRetry = {
  firstRetryIntervalInMilliseconds: 1000,
  maxNumberOfAttempts: 10_000,
  backoffCoefficient: 2,
  maxRetryIntervalInMilliseconds: 300_000,
};

/** A command that is parked is decided when somebody has redriven it, however long that takes: practically without end. */
export const outcomeRetry: StepRetry = {
  firstRetryIntervalInMilliseconds: 1000,
  maxNumberOfAttempts: 1_000_000,
  backoffCoefficient: 2,
  maxRetryIntervalInMilliseconds: 600_000,
};

/** The contract's retry policy as the SDK wants it. */
export function stepRetry(policy: RetryPolicy): StepRetry {
  return {
    firstRetryIntervalInMilliseconds: Math.max(1, policy.first),
    maxNumberOfAttempts: policy.attempts,
    backoffCoefficient: policy.strategy === "fixed" ? 1 : 2,
    maxRetryIntervalInMilliseconds: Math.max(1, policy.max),
  };
}
