import type { OrchestratorState } from "./actions.ts";
import type { DurableOutcome } from "./port.ts";

/** Separates message and state in the error that a failed orchestrator throws. */
const stateMarker = "\n\n$OutOfProcData$:";

/** Stands for the message of a thrown value that has none. */
const noMessage = "The orchestrator threw something without a message.";

/** What an orchestrator returned, or why that cannot be used. */
export type StateReading =
  | { readonly kind: "state"; readonly state: OrchestratorState; readonly stack: string }
  | { readonly kind: "unusable"; readonly message: string; readonly stack: string };

/** Reads what a call of an orchestrator gave back: state as result, or at the end of an error's message. */
export function readState(outcome: Exclude<DurableOutcome, { kind: "lost" }>): StateReading {
  let text: string | null;
  let stack = "";
  let message = "The orchestrator returned nothing.";
  if (outcome.kind === "failed") {
    const at = outcome.message.lastIndexOf(stateMarker);
    text = at < 0 ? null : outcome.message.slice(at + stateMarker.length);
    message = at < 0 ? outcome.message : outcome.message.slice(0, at);
    stack = outcome.stack;
  } else text = outcome.result;
  if (text === null) return { kind: "unusable", message, stack };
  try {
    let state = JSON.parse(text) as unknown;
    if (typeof state === "string") state = JSON.parse(state);
    if (isState(state)) {
      // An error without a message is missing in the state; that the call failed says it all the same.
      const nameless = outcome.kind === "failed" && !state.error;
      return { kind: "state", state: nameless ? { ...state, error: noMessage } : state, stack };
    }
  } catch {
    // Said below.
  }
  return { kind: "unusable", message: "The orchestrator returned what is not an orchestrator's state.", stack };
}

function isState(value: unknown): value is OrchestratorState {
  const { actions } = (value ?? {}) as { actions?: unknown };
  return Array.isArray(actions) && actions.every((each) => Array.isArray(each));
}
