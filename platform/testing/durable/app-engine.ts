import type { AppDefinition } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { outcomeOfCommand } from "../../processes/command-outcome.ts";
import {
  type OutcomeRequest,
  outcomeActivity,
  type ParkRequest,
  parkActivity,
  type SendRequest,
  sendActivity,
} from "../../processes/orchestration.ts";
import { parkProcess } from "../../processes/park-process.ts";
import { sendProcessCommand } from "../../processes/send-command.ts";
import { DurableEngine, type EngineParts } from "./engine.ts";

/**
 * An engine that runs the processes of an app, with the SDK's own replay.
 * @param runtime what activities work with: asked each time, as a test may crash it and open another
 */
export function engineOf(
  app: AppDefinition,
  runtime: () => Runtime,
  parts: Partial<Omit<EngineParts, "turn" | "now">> = {},
): DurableEngine {
  const versions = (app.processes ?? []).flatMap((process) =>
    process.versions.map((version) => ({ process, version })),
  );
  return new DurableEngine({
    now: () => runtime().clock.now(),
    activity: (name, input) => runActivity(runtime(), name, input),
    canAnswer: (name, input) => isDecided(runtime(), name, input),
    ...parts,
    async turn(orchestrator, trigger, context) {
      const found = versions.find(({ version }) => version.orchestrator === orchestrator);
      if (found === undefined) throw new Error(`The app has no orchestrator ${orchestrator}.`);
      // Loading the SDK takes a while, and most apps under test need it never.
      const { orchestratorOf } = await import("../../adapters/durable/orchestrator.ts");
      return orchestratorOf(found.process, found.version, runtime().log, runtime())(trigger, context);
    },
  });
}

/** Runs one of the activities that the platform registers. */
export async function runActivity(runtime: Runtime, name: string, input: unknown): Promise<unknown> {
  if (name === parkActivity) return parkProcess(runtime, input as ParkRequest);
  const request = input as SendRequest | OutcomeRequest;
  if (name === sendActivity(request.name)) return sendProcessCommand(runtime, request as SendRequest);
  if (name === outcomeActivity(request.name)) return outcomeOfCommand(runtime, request as OutcomeRequest);
  throw new Error(`The app has no activity ${name}.`);
}

/**
 * Whether an activity would answer now: false for a question about a command that is not decided yet, or parked. Asking it
 * would move a test's clock, and nothing else.
 */
export async function isDecided(runtime: Runtime, name: string, input: unknown): Promise<boolean> {
  const request = input as OutcomeRequest;
  if (name !== outcomeActivity(request.name)) return true;
  const outcome = await runtime.stores.outcomes.read(request.commandId);
  return outcome !== undefined && outcome.status !== "failed";
}
