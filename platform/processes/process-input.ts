import type { ProcessDefinition } from "../app/definition.ts";
import type { Orchestration, ProcessInput } from "./orchestration.ts";

/**
 * What the instance was started with.
 * @throws Error when somebody else than the platform has started it
 */
export function inputOf(process: ProcessDefinition, orchestration: Orchestration): ProcessInput {
  // The SDK makes dates of all texts under the name Timestamp, in payloads too. This makes them texts again.
  const input = JSON.parse(JSON.stringify(orchestration.getInput() ?? null)) as Partial<ProcessInput> | null;
  const { started, key, steps, timeouts, settings } = input ?? {};
  const isInput =
    typeof started?.id === "string" &&
    typeof started.type === "string" &&
    Array.isArray(key) &&
    [steps, timeouts, settings].every((part) => typeof part === "object" && part !== null);
  if (isInput) return input as ProcessInput;
  throw new Error(
    `The instance ${orchestration.instanceId} of the process ${process.name} was started with an input that is none of a ` +
      `process. Its instances are started by events (${process.startedBy.map(({ messageName }) => messageName).join(", ")}), ` +
      "not through the management API: send the command that leads to one.",
  );
}
