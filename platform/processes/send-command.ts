import type { ProcessDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { acceptCommand } from "../commands/accept.ts";
import { submitCommand } from "../commands/submit.ts";
import { StoreError } from "../stores/errors.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { instanceAttributes } from "../telemetry/spans/process-spans.ts";
import type { SendAnswer, SendRequest } from "./orchestration.ts";

/**
 * Sends a command of a process: the work of the activity. Its place in the instance is its dedupe key, so that replays,
 * redeliveries and activities that run again send it once.
 * @throws StoreError when the store is in trouble that another try may help
 */
export async function sendProcessCommand(runtime: Runtime, request: SendRequest): Promise<SendAnswer> {
  const process = processNamed(runtime, request.process);
  const message = process?.sends.find((candidate) => candidate.messageName === request.name);
  const what = `The process ${request.process}`;
  if (message === undefined) return invalid(`${what} must not send ${request.name}.`);
  const { id, correlationid, traceparent, tracestate } = request.cause;
  const accepted = await acceptCommand(message, request.data, {
    now: runtime.clock.now(),
    correlationId: correlationid,
    causationId: id,
    traceparent,
    tracestate,
    key: {
      by: "sender",
      key: `process:${request.process}:${request.instanceId}:${request.startedBy}:${request.index}`,
    },
  });
  if (!accepted.ok)
    return { status: "invalid", error: `${what} made an invalid ${request.name}.`, faults: accepted.faults };
  try {
    const { run } = request;
    const record = run === undefined ? accepted.record : { ...accepted.record, sentbyrun: run };
    const sent = await submitCommand(runtime, record, undefined, instanceAttributes(runtime, request));
    if (sent.status !== "accepted" && sent.first.sentbyrun !== run) return { status: "ran-before" };
    const { envelope } = sent.status === "accepted" ? sent.command : sent.first;
    const commandId = envelope.id;
    const fields = { process: request.process, instance: request.instanceId, message: envelope };
    if (sent.status === "accepted") runtime.log(logEvents.processSent, fields);
    else if (sent.status === "key-reused") {
      // The same place in the same instance made another command: its code is not pure, or was changed meanwhile.
      runtime.log(logEvents.processChanged, fields);
    }
    const mayBeRefused = Object.hasOwn(process?.rejections ?? {}, request.name);
    return mayBeRefused ? { status: "sent", commandId } : { status: "sent" };
  } catch (error) {
    if (error instanceof StoreError && error.kind === "refused") {
      return invalid(`${what} made a ${request.name} that cannot be stored: ${error.message}`);
    }
    throw error;
  }
}

function invalid(error: string): SendAnswer {
  return { status: "invalid", error, faults: [] };
}

/** The process of this name, if the contract has it (still). */
export function processNamed(runtime: Runtime, name: string): ProcessDefinition | undefined {
  return runtime.catalog.app.processes?.find((candidate) => candidate.name === name);
}
