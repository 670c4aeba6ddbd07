import type { StreamDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { parkStream } from "../dead-letters/park-stream.ts";
import type { ParkedSet } from "../dead-letters/parked-set.ts";
import { notifyOutcome } from "../notifications/notify-outcome.ts";
import type { CommandRecord } from "../stores/records.ts";
import { loadState } from "../streams/load-state.ts";
import { measureOutcome } from "../telemetry/meters.ts";
import { outcomeOf, type Result } from "./result.ts";

/**
 * Does what follows from a recorded result: parks the stream if it is a failure, writes the outcome, tells of it. Every
 * step may be repeated by anybody, and the order lets a crash between any two be made good by doing all of it again.
 * @param parking `no-parking`: the caller parks the stream
 */
export async function finishCommand(
  runtime: Runtime,
  stream: StreamDefinition,
  command: CommandRecord,
  result: Result,
  parked: ParkedSet,
  parking: "parking" | "no-parking" = "parking",
): Promise<void> {
  if (result.status === "failed") {
    if (!result.discarded && parking === "parking") await parkStream(runtime.stores.deadLetters, result.letter, parked);
  }
  const outcome = outcomeOf(runtime.catalog, command.envelope, result);
  const created = await runtime.stores.outcomes.create(outcome);
  if (created === "created") {
    runtime.recent.noteOutcome(outcome, command.envelope.streamid ?? "");
    measureOutcome(runtime, command.envelope, outcome, codeOf(result));
  }
  if (result.status === "succeeded") return;
  const state = await stateFor(runtime, stream, command);
  await notifyOutcome(runtime, stream, command.envelope, result, state);
}

/** Code of a refusal, or of the error that a command has failed with. */
function codeOf(result: Result): string | undefined {
  if (result.status === "failed") return result.letter.error.code;
  return result.status === "rejected" ? result.code : undefined;
}

/** The state that notifiers see; undefined where the stream cannot be folded. */
async function stateFor(runtime: Runtime, stream: StreamDefinition, command: CommandRecord): Promise<unknown> {
  try {
    return (await loadState(runtime, stream, command.envelope.streamid ?? "")).folded.state;
  } catch (error) {
    if (error instanceof HandlerError) return undefined;
    throw error;
  }
}
