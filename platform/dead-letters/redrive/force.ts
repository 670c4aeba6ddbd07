import type { Runtime } from "../../app/runtime.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import type { Refusal } from "./report.ts";
import type { Runner } from "./runner.ts";

/** Whose decision it is that a message is handled again although that may do harm. */
export interface Force {
  readonly by: string;
}

/**
 * The letter of a handler that is declared not to be idempotent, with the decision on record; or why it may not be redriven.
 * Letters of all other handlers stay as they are.
 */
export function forced(
  runtime: Runtime,
  runner: Runner,
  letter: DeadLetterRecord,
  force: Force | undefined,
): DeadLetterRecord | Refusal {
  if (runner.idempotent !== false) return letter;
  if (force === undefined) {
    return {
      code: "not-idempotent",
      message:
        `The contract declares the handler ${letter.handler} not to be idempotent: what it did before it failed may be done twice. ` +
        "Look at what it did, then redrive with force (--force, or force and by over HTTP), or discard the letter.",
    };
  }
  if (force.by.trim() === "") {
    return { code: "force-unsigned", message: "Forcing a redrive needs who decides it: by must not be empty." };
  }
  const { forced: before = [], attempts } = letter;
  const last = before.at(-1);
  // The same decision when it was interrupted and is called again: nothing has been tried since.
  if (last?.by === force.by && last.at >= (attempts.at(-1)?.at ?? "")) return letter;
  const at = new Date(runtime.clock.now()).toISOString();
  return { ...letter, forced: [...before, { at, by: force.by }] };
}
