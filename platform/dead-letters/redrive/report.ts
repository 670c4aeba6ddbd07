import type { Fault } from "../../messages/message-class.ts";

/** Why something cannot be done: a stable code, and what to do about it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly faults?: readonly Fault[];
}

/**
 * What became of one letter.
 *
 * - `would-pass`, `would-fail`: a dry run; nothing was written
 * - `restarting`: a process is told to go on where it failed; the letter goes when it does, within moments
 * - `redriven`, `discarded`: the letter is done, and `resumed` messages that waited behind it are, too
 * - `failed`: its message failed again; the letter stays, with the attempt added
 * - `refused`: nothing was done
 */
export interface LetterReport {
  readonly id: string;
  readonly status: "would-pass" | "would-fail" | "restarting" | "redriven" | "discarded" | "failed" | "refused";
  /** Why not. */
  readonly problem?: Refusal;
  /** Messages that waited behind the letter: those handled, or in a dry run those that wait. */
  readonly resumed?: number;
  /** A dry run: the contract says that the handler is not idempotent, so that the redrive must be forced. */
  readonly needsForce?: true;
  /** A message that waited could not be handled: its letter, which parks the stream now. */
  readonly stoppedBy?: string;
}

/** Whether a person has to look again. */
export function isBad({ status, stoppedBy }: LetterReport): boolean {
  return status === "would-fail" || status === "failed" || status === "refused" || stoppedBy !== undefined;
}
