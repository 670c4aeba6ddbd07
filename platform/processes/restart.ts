import type { ProcessDefinition } from "../app/definition.ts";
import { letterId, processHandler } from "../dead-letters/letter.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { Tagged } from "../stores/ports.ts";
import type { DeadLetterRecord } from "../stores/records.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { type Delivery, drainInbox, ProcessBusyError } from "./delivery.ts";
import { forgetFailed } from "./forget-failed.ts";
import type { FailedInstance, ProcessInput } from "./orchestration.ts";
import { currentVersion } from "./process-version.ts";

/**
 * Starts a failed instance again, with what it had been through, because somebody redrives its letter. May come more than
 * once and stop anywhere: the letter goes last, and as long as it is there the same is done again.
 * @param request names the redrive; one that is no longer wanted is passed over
 * @throws ProcessBusyError when the instance has not ended yet, StoreError or whatever the durable runtime throws
 */
export async function restartProcess(
  delivery: Delivery,
  process: ProcessDefinition,
  instanceId: string,
  event: Envelope,
  request: string,
): Promise<void> {
  const { runtime } = delivery;
  const found = await runtime.stores.deadLetters.findLetter(letterId(processHandler(process.name), event.id));
  const fields = { process: process.name, instance: instanceId, message: event };
  const failed = found?.record.failed;
  if (found?.record.restart?.id !== request || found.record.closed !== undefined || failed === undefined) {
    runtime.log(logEvents.processNotAsked, fields);
    if (found?.record.closed?.how === "discarded") await forget(delivery, found.record, instanceId);
    return;
  }
  if (!(await started(delivery, process, instanceId, event, failed))) {
    await replaced(delivery, found);
    return;
  }
  runtime.log(logEvents.processResumed, { ...fields, attempt: failed.attempt + 1 });
  await runtime.stores.inbox.release(instanceId, failed.attempt);
  await drainInbox(delivery, process, instanceId);
  await close(delivery, found);
}

/** The letter was discarded before the process could go on. A delivery that came before this one may have started it all the same. */
async function forget({ runtime, client }: Delivery, letter: DeadLetterRecord, instanceId: string): Promise<void> {
  const attempt = letter.failed?.attempt ?? 1;
  const status = await client.status(instanceId);
  if (status !== undefined && (status.input.attempt ?? 1) > attempt) return;
  await forgetFailed(runtime.stores, letter);
}

/** Whether the next try runs or has run; false when another start has taken its place. */
async function started(
  { client }: Delivery,
  process: ProcessDefinition,
  instanceId: string,
  event: Envelope,
  failed: FailedInstance,
): Promise<boolean> {
  const attempt = failed.attempt + 1;
  const status = await client.status(instanceId);
  if (status !== undefined) {
    if (status.input.started.id !== event.id) return false;
    if ((status.input.attempt ?? 1) >= attempt) return true;
    if (!status.finished) throw new ProcessBusyError(`The process ${instanceId} is still being parked.`);
  }
  const version = process.versions.find((candidate) => candidate.version === failed.version);
  const { orchestrator } = version ?? currentVersion(process);
  const past = failed.past === undefined ? {} : { past: failed.past };
  const input: ProcessInput = { ...failed.input, started: event, attempt, ...past };
  if ((await client.start(orchestrator, instanceId, input)) === "started") return true;
  throw new ProcessBusyError(`The process ${instanceId} is being started by somebody else.`);
}

/** The letter has done its duty. One that has another tag is of a later try, or was decided about by somebody. */
async function close({ runtime }: Delivery, { record, etag }: Tagged<DeadLetterRecord>): Promise<void> {
  const { restart: _done, ...letter } = record;
  const at = new Date(runtime.clock.now()).toISOString();
  const change =
    letter.forced === undefined
      ? { remove: record.id, etag }
      : { put: { ...letter, closed: { how: "redriven", at } as const }, etag };
  await runtime.stores.deadLetters.change(record.streamid, [change]);
}

/** Another start of the same key has come since. The letter stays for a person to see. */
async function replaced({ runtime }: Delivery, { record, etag }: Tagged<DeadLetterRecord>): Promise<void> {
  const { restart: _undone, ...letter } = record;
  const error =
    "Another event has started the process with this key since, so that this one cannot go on. Discard the letter.";
  const attempts = [...letter.attempts, { at: new Date(runtime.clock.now()).toISOString(), error }];
  await runtime.stores.deadLetters.change(record.streamid, [{ put: { ...letter, attempts }, etag }]);
  runtime.log(logEvents.processReplaced, { message: record.message, handler: record.handler, letter: record.id });
}
