import { newestEnvelope } from "../app/catalog.ts";
import type { ProcessDefinition } from "../app/definition.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { documentId } from "../messages/ids.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import { isVersionOf, parseVersion } from "../messages/versions.ts";
import { readCloudEvent, restartOf } from "../reactions/cloud-event.ts";
import { logEvents } from "../telemetry/log-events.ts";
import type { Invocation } from "../telemetry/spans/invocation.ts";
import { deliverSpan, instanceAttributes } from "../telemetry/spans/process-spans.ts";
import { type MessageSpan, traced } from "../telemetry/spans/traced.ts";
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
  invocation?: Invocation,
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
  const span = () => deliverSpan(runtime, event, process.name, invocation);
  const busy = await traced(runtime, event, span, async (told) => {
    try {
      told.set({ "eventwright.outcome": await bring(delivery, process, message, event, restartOf(delivered), told) });
      return undefined;
    } catch (error) {
      if (!(error instanceof ProcessBusyError)) throw error;
      // Nothing has failed: the event has to come again.
      told.set({ "eventwright.outcome": "waits" });
      return error;
    }
  });
  if (busy !== undefined) throw busy;
}

/** What became of an event at a process; `waits`: it is kept for later. */
type Brought = "succeeded" | "duplicate" | "waits";

async function bring(
  delivery: Delivery,
  process: ProcessDefinition,
  message: AnyMessageClass,
  event: Envelope,
  request: string | undefined,
  span: MessageSpan,
): Promise<Brought> {
  const { runtime } = delivery;
  const parsed = await parseVersion(message, event);
  if (!parsed.ok) throw new HandlerError(`The event ${event.id} is invalid.`, { faults: parsed.faults });
  // The instance gets it as it came, and brings it up by itself whenever its code looks at it.
  const key = keyOf(process, newestEnvelope(runtime.catalog, message, event));
  const instanceId = instanceIdOf(process.name, key);
  span.set(instanceAttributes(runtime, { process: process.name, instanceId }));
  if (!process.startedBy.includes(message)) return handOver(delivery, process, instanceId, event);
  if (request !== undefined) {
    await restartProcess(delivery, process, instanceId, event, request);
    return "succeeded";
  }
  const started = await start(delivery, process, instanceId, key, event);
  await drainInbox(delivery, process, instanceId);
  return started;
}

async function start(
  { runtime, client, tuning }: Delivery,
  process: ProcessDefinition,
  instanceId: string,
  key: readonly string[],
  event: Envelope,
): Promise<"succeeded" | "duplicate"> {
  const fields = { process: process.name, instance: instanceId, message: event };
  const { orchestrator } = currentVersion(process);
  const timeouts = tuning.timeouts[process.name] ?? {};
  const run = runtime.newId();
  const input: ProcessInput = { started: event, run, key, settings: tuning.settings, timeouts, steps: process.steps };
  for (let race = 0; race < races; race++) {
    const status = await client.status(instanceId);
    if (status !== undefined) {
      const { started } = status.input;
      if (started.id === event.id) return "duplicate";
      if (!isNewer(event, started)) {
        runtime.log(logEvents.processLate, { ...fields, startedBy: started.id });
        return "duplicate";
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
      return "succeeded";
    }
  }
  throw new ProcessBusyError(`The process ${instanceId} is started and ended by others all the time.`);
}

async function handOver(
  { runtime, client }: Delivery,
  process: ProcessDefinition,
  instanceId: string,
  event: Envelope,
): Promise<"succeeded" | "waits"> {
  const { inbox } = runtime.stores;
  const kept = { id: documentId(event.id), instance: instanceId, message: event };
  const { id } = kept;
  const fields = { process: process.name, instance: instanceId, message: event };
  if ((await client.raise(instanceId, event)) === "raised") {
    if ((await inbox.heldSince(instanceId)) === undefined) return "succeeded";
    await inbox.add(kept, "lasting");
    // It may have been started again before the message was there.
    if ((await inbox.heldSince(instanceId)) === undefined) {
      if ((await client.raise(instanceId, event)) === "raised") await inbox.remove(instanceId, id);
      return "succeeded";
    }
    runtime.log(logEvents.processHeld, fields);
    return "waits";
  }
  await inbox.add(kept);
  // The start may have looked into the inbox before the message was there.
  if ((await client.raise(instanceId, event)) === "raised") {
    await inbox.remove(instanceId, id);
    return "succeeded";
  }
  runtime.log(logEvents.processKept, fields);
  return "waits";
}
