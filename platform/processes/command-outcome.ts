import type { Runtime } from "../app/runtime.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { awaitSpan } from "../telemetry/spans/process-spans.ts";
import type { OutcomeRequest } from "./orchestration.ts";
import type { CommandOutcome } from "./process.ts";

/** The first pause between two looks, milliseconds; each is twice as long as the one before. */
const firstPause = 100;
/** The last pause. All of them together are 6.3 s: longer than a command that nothing hinders takes. */
const lastPause = 3200;

/** Nothing is known of the command yet. Durable Functions asks again, later and later. */
export class UndecidedCommandError extends Error {
  override readonly name = "UndecidedCommandError";
}

/**
 * Answers what became of a command that a process sent: the work of the activity. It only reads, so that it may run any
 * number of times; a result that is stored never changes into another one but by a redrive of a command that failed.
 * @throws UndecidedCommandError when the command has no result yet, or is parked; StoreError when the store is in trouble
 */
export async function outcomeOfCommand(runtime: Runtime, request: OutcomeRequest): Promise<CommandOutcome> {
  const looked = await runtime.telemetry.span(awaitSpan(runtime, request), async (span) => {
    try {
      const outcome = await lookFor(runtime, request);
      span.set({
        "eventwright.outcome": outcome.status,
        ...(outcome.status === "rejected" ? { "eventwright.code": outcome.code } : {}),
      });
      return outcome;
    } catch (error) {
      if (!(error instanceof UndecidedCommandError)) throw error;
      // Nothing has failed: it is asked again.
      span.set({ "eventwright.outcome": "waits" });
      return error;
    }
  });
  if (looked instanceof UndecidedCommandError) throw looked;
  return looked;
}

async function lookFor(runtime: Runtime, request: OutcomeRequest): Promise<CommandOutcome> {
  const { name, commandId } = request;
  for (let pause = firstPause; ; pause *= 2) {
    const outcome = await runtime.stores.outcomes.read(commandId);
    if (outcome?.status === "succeeded") return { status: "succeeded" };
    if (outcome?.status === "rejected") return { status: "rejected", code: outcome.rejection?.code ?? "" };
    const waits = `The process ${request.process} waits for it in ${request.instanceId}`;
    if (outcome !== undefined) {
      const { process, instanceId: instance } = request;
      runtime.log(logEvents.processWaits, { process, instance, messageId: commandId, letter: outcome.deadLetter });
      throw new UndecidedCommandError(
        `The command ${name} ${commandId} is parked as ${outcome.deadLetter}. ${waits}, until it is redriven.`,
      );
    }
    if (pause > lastPause) {
      throw new UndecidedCommandError(`The command ${name} ${commandId} is not decided yet. ${waits}, and asks again.`);
    }
    // Woken at once where this very process decides the command.
    await runtime.recent.wait(commandId, runtime.clock, pause);
  }
}
