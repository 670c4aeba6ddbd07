import { newestEnvelope } from "../app/catalog.ts";
import type { ProcessDefinition } from "../app/definition.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { documentId } from "../messages/ids.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import { isVersionOf, parseVersion } from "../messages/versions.ts";
import { readCloudEvent, restartOf } from "../reactions/cloud-event.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { type Delivery, drainInbox, ProcessBusyError } from "./delivery.ts";
import { instanceIdOf, isNewer, keyOf } from "./instance.ts";
import type { ProcessInput } from "./orchestration.ts";
import { currentVersion } from "./process-version.ts";
import { restartProcess } from "./restart.ts";

/** How often a start that somebody else was faster with is looked at again. */
const races = 3;

/**
 * Handles what Event Grid delivered to a process: starts an instance, or hands a message over to one. It may come more than
 * once and in any order.
 * @throws HandlerError when the event is invalid, ProcessBusyError when it must come later, StoreError or whatever the
 * durable runtime throws when there is trouble: Event Grid's own retries and dead letters take over
 */
export async function deliverToProcess(
  delivery: Delivery,
  process: ProcessDefinition,
  delivered: unknown,
): Promise<void> {
  const { runtime } = delivery;
  const event = readCloudEvent(delivered);
  const wants = (wanted: AnyMessageClass) =>
    event !== undefined && isVersionOf(wanted, event.type) && wanted.source === event.source;
  const message = process.startedBy.find(wants) ?? process.waitsFor.find(wants);
  if (event === undefined || message === undefined) {
    const eventType = event?.type ?? "not a CloudEvent of a stream";
    runtime.log(logEvents.processUnwanted, { process: process.name, eventType, eventSource: event?.source });
    return;
  }
  const parsed = await parseVersion(message, event);
  if (!parsed.ok) throw new HandlerError(`The event ${event.id} is invalid.`, { faults: parsed.faults });
  // The instance gets it as it came, and brings it up by itself whenever its code looks at it.
  const key = keyOf(process, newestEnvelope(runtime.catalog, message, event));
  const instanceId = instanceIdOf(process.name, key);
  const request = restartOf(delivered);
  if (request !== undefined && process.startedBy.some(wants)) {
    await restartProcess(delivery, process, instanceId, event, request);
  } else if (process.startedBy.some(wants)) {
    await start(delivery, process, instanceId, key, event);
    await drainInbox(delivery, process, instanceId);
  } else {
    await handOver(delivery, process, instanceId, event);
  }
}

async function start(
  { runtime, client, tuning }: Delivery,
  process: ProcessDefinition,
  instanceId: string,
  key: readonly string[],
  event: Envelope,
): Promise<void> {
  const fields = { process: process.name, instance: instanceId, message: event };
  const { orchestrator } = currentVersion(process);
  const timeouts = tuning.timeouts[process.name] ?? {};
  const run = runtime.newId();
  const input: ProcessInput = { started: event, run, key, settings: tuning.settings, timeouts, steps: process.steps };
  for (let race = 0; race < races; race++) {
    const status = await client.status(instanceId);
    if (status !== undefined) {
      const { started } = status.input;
      if (started.id === event.id) return;
      if (!isNewer(event, started)) {
        runtime.log(logEvents.processLate, { ...fields, startedBy: started.id });
        return;
      }
      if (!status.finished) {
        throw new ProcessBusyError(
          `The process ${instanceId} was started by ${started.id} and has not ended; ${event.id} must come again later.`,
        );
      }
    }
    if ((await client.start(orchestrator, instanceId, input)) === "started") {
      // What was kept for a failed instance of this key goes to the new one: nobody can redrive the failed one now.
      const held = status === undefined ? undefined : await runtime.stores.inbox.heldSince(instanceId);
      if (held !== undefined) await runtime.stores.inbox.release(instanceId, held);
      runtime.log(logEvents.processStarted, { ...fields, orchestrator });
      return;
    }
  }
  throw new ProcessBusyError(`The process ${instanceId} is started and ended by others all the time.`);
}

async function handOver(
  { runtime, client }: Delivery,
  process: ProcessDefinition,
  instanceId: string,
  event: Envelope,
): Promise<void> {
  const { inbox } = runtime.stores;
  const kept = { id: documentId(event.id), instance: instanceId, message: event };
  const { id } = kept;
  const fields = { process: process.name, instance: instanceId, message: event };
  if ((await client.raise(instanceId, event)) === "raised") {
    if ((await inbox.heldSince(instanceId)) === undefined) return;
    await inbox.add(kept, "lasting");
    // It may have been started again before the message was there.
    if ((await inbox.heldSince(instanceId)) === undefined) {
      if ((await client.raise(instanceId, event)) === "raised") await inbox.remove(instanceId, id);
      return;
    }
    runtime.log(logEvents.processHeld, fields);
    return;
  }
  await inbox.add(kept);
  // The start may have looked into the inbox before the message was there.
  if ((await client.raise(instanceId, event)) === "raised") {
    await inbox.remove(instanceId, id);
    return;
  }
  runtime.log(logEvents.processKept, fields);
}
