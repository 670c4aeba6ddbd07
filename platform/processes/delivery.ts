import type { ProcessDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { logEvents } from "../telemetry/log-events.ts";
import type { ProcessClient } from "./client.ts";
import type { ProcessTuning } from "./tuning.ts";

/** The instance is busy with another start. Event Grid brings the event again, until the instance has ended. */
export class ProcessBusyError extends Error {
  override readonly name = "ProcessBusyError";
}

/** What delivering needs. */
export interface Delivery {
  readonly runtime: Runtime;
  readonly client: ProcessClient;
  readonly tuning: ProcessTuning;
}

/** Messages that came before the start. Taken out only after they were handed over: twice is harmless, never is not. */
export async function drainInbox(
  { runtime, client }: Delivery,
  process: ProcessDefinition,
  instanceId: string,
): Promise<void> {
  for (const { id, message } of await runtime.stores.inbox.list(instanceId)) {
    if ((await client.raise(instanceId, message)) === "missing") continue;
    // An instance that has failed has taken nothing.
    if ((await runtime.stores.inbox.heldSince(instanceId)) !== undefined) return;
    await runtime.stores.inbox.remove(instanceId, id);
    runtime.log(logEvents.processHandedOver, { process: process.name, instance: instanceId, message });
  }
}
