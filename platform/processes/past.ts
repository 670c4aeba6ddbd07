import { HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import type { CommandOutcome } from "./process.ts";
import type { ProcessStep } from "./step.ts";

/** A step that a run of a process has taken, and what it answered. `at` is the instant it was over, ms since the epoch. */
export type PastStep =
  /** `data` is the hash of the payload. */
  | {
      readonly step: "send";
      readonly name: string;
      readonly data: string;
      readonly outcome?: CommandOutcome;
      readonly at: number;
    }
  /** Without a message: the time was over. */
  | {
      readonly step: "wait";
      readonly names: readonly string[];
      readonly within?: string;
      readonly message?: Envelope;
      readonly at: number;
    }
  | { readonly step: "pause"; readonly timeout: string; readonly at: number };

/** All that an instance has been through: enough to bring other code to the place where it failed. */
export interface ProcessPast {
  /** When it began, ms since the epoch. */
  readonly begun: number;
  readonly steps: readonly PastStep[];
  /** Messages that nobody has waited for yet. */
  readonly kept: readonly Envelope[];
}

/** The step and its answer for the record. */
export function pastOf(step: ProcessStep, answer: unknown, at: number): PastStep {
  if (step.step === "pause") return { step: "pause", timeout: step.timeout, at };
  if (step.step === "send") {
    const base = { step: "send", name: step.name, data: dataHash(step.data), at } as const;
    return answer === undefined ? base : { ...base, outcome: answer as CommandOutcome };
  }
  const { names, within } = step;
  const message = (answer as { readonly envelope: Envelope } | undefined)?.envelope;
  return {
    step: "wait",
    names,
    ...(within === undefined ? {} : { within }),
    ...(message === undefined ? {} : { message }),
    at,
  };
}

/**
 * Holds a step that the code takes now against the one that was taken at its place.
 * @throws HandlerError naming the place and the difference
 */
export function checkSame(process: string, index: number, past: PastStep, now: ProcessStep | undefined): void {
  const expected = describePast(past);
  const found = now === undefined ? "end" : describe(now);
  const sameData = past.step !== "send" || now?.step !== "send" || past.data === dataHash(now.data);
  if (expected === found && sameData) return;
  const what = expected === found ? `${expected}, but with another payload` : `${expected}, not ${found}`;
  throw new HandlerError(
    `The process ${process} takes other steps than the instance has taken: its step ${index} was to ${what}. What was done ` +
      "stands, so the code must come to the same place. Bring that part of it back, then redrive; or discard the letter.",
  );
}

/** The ids of messages that a past has taken. */
export function takenMessages({ steps }: ProcessPast): readonly string[] {
  return messagesOf(steps).map(({ id }) => id);
}

/** The messages that steps have taken. */
export function messagesOf(steps: readonly PastStep[]): readonly Envelope[] {
  return steps.flatMap((step) => (step.step === "wait" && step.message !== undefined ? [step.message] : []));
}

function describe(step: ProcessStep): string {
  if (step.step === "send") return `send ${step.name}`;
  if (step.step === "pause") return `pause for ${step.timeout}`;
  return waiting(step.names, step.within);
}

function describePast(step: PastStep): string {
  if (step.step === "send") return `send ${step.name}`;
  return step.step === "pause" ? `pause for ${step.timeout}` : waiting(step.names, step.within);
}

function waiting(names: readonly string[], within: string | undefined): string {
  return `wait for ${names.join(" or ")}${within === undefined ? "" : ` within ${within}`}`;
}

function dataHash(data: unknown): string {
  return hashOf(JSON.parse(JSON.stringify(data ?? null)));
}
