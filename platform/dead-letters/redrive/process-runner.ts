import type { ProcessDefinition } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { currentVersion } from "../../processes/process-version.ts";
import { rehearse } from "../../processes/rehearse.ts";
import { withRestart } from "../../reactions/cloud-event.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import type { Refusal } from "./report.ts";
import { handling, type Runner } from "./runner.ts";

/**
 * Brings a failed process back to where it failed. What it has been through is checked here, with the code as it is now; then
 * its start event is published once more, naming the letter's request, and the function that gets it starts the instance.
 * So it works from wherever events can be published, and Event Grid tries for as long as it does with any event.
 */
export function failedProcessRunner(
  runtime: Runtime,
  process: ProcessDefinition,
  letter: DeadLetterRecord,
): Runner | Refusal {
  const { failed, instanceId = "" } = letter;
  if (failed === undefined)
    return cannot(instanceId, "Its letter is from before processes kept what they went through.");
  const { past } = failed;
  if (past === undefined) return cannot(instanceId, "It has been through more than a letter can hold.");
  const version = process.versions.find((candidate) => candidate.version === failed.version) ?? currentVersion(process);
  return {
    idempotent: process.idempotent !== false,
    check: (message) => rehearse(process, version, message, failed, past),
    run: (message) => rehearse(process, version, message, failed, past),
    handOver: ({ message, restart }) =>
      handling(() => runtime.publisher.publish([withRestart(message, restart?.id ?? "")])),
    fail: async () => undefined,
  };
}

function cannot(instance: string, why: string): Refusal {
  return {
    code: "process-ended",
    message:
      `The process instance ${instance} has ended as failed and cannot be brought back to where it was. ${why} What it sent ` +
      "stands. Repair the code, send the commands that it still owed by hand (docs/processes.md), then discard the letter.",
  };
}
