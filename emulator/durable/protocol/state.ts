import type { OrchestratorState } from "./actions.ts";
import type { DurableOutcome } from "./port.ts";

/** Separates message and state in the error that a failed orchestrator throws. */
const stateMarker = "\n\n$OutOfProcData$:";

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
    // An error without a message is left out of the state; that the call failed says it all the same.
    const error = outcome.kind === "failed" && { error: message === "" ? "Error" : message };
    if (isState(state)) return { kind: "state", state: { ...error, ...state }, stack };
  } catch {
    // Said below.
  }
  return { kind: "unusable", message: "The orchestrator returned what is not an orchestrator's state.", stack };
}

function isState(value: unknown): value is OrchestratorState {
  const { actions } = (value ?? {}) as { actions?: unknown };
  return Array.isArray(actions) && actions.every((each) => Array.isArray(each));
}
