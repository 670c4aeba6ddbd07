import { retryJitter } from "../assumptions.ts";
import type { Outcome } from "./outcome.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Azure's back-off (delivery-and-retry.md): the wait after the first, second, … failed attempt; the last one repeats. */
const steps = [
  10 * second,
  30 * second,
  minute,
  5 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
];

/** The shortest wait that an outcome asks for, where it is more than the first step. */
const least: Partial<Record<Outcome, number>> = { TimedOut: 2 * minute, Busy: 30 * second };

/** A 30 s silence and a 408 share an outcome's name, but only the 408 waits two minutes. */
export interface Failure {
  readonly outcome: Exclude<Outcome, "Delivered">;
  /** The HTTP status, when there was an answer. */
  readonly status?: number;
}

/**
 * How long to wait before the next attempt, in ms.
 * @param attempts attempts made so far, at least 1
 * @param random a number in [0, 1)
 */
export function retryDelay(failure: Failure, attempts: number, random: number): number {
  const step = steps[Math.min(attempts, steps.length) - 1] as number;
  const minimum = failure.outcome === "TimedOut" && failure.status === undefined ? 0 : (least[failure.outcome] ?? 0);
  return Math.round(Math.max(step, minimum) * (1 + retryJitter * random));
}

const probation: Partial<Record<Outcome, number>> = {
  Busy: 10 * second,
  TimedOut: 10 * second,
  SocketError: 30 * second,
  Unauthorized: 5 * minute,
  Forbidden: 5 * minute,
  NotFound: 5 * minute,
  ResolutionError: 5 * minute,
};

/** How long an endpoint gets nothing at all, new events included, after such an outcome; in ms, 0 for not at all. */
export function probationAfter(outcome: Outcome): number {
  return probation[outcome] ?? 0;
}
