import { EventType, type ParentInstance } from "../protocol/history.ts";
import type { EngineContext, Outbox } from "./context.ts";

/** An orchestration to start. */
export interface StartRequest {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** JSON text. */
  readonly input: string | null;
  readonly parent: ParentInstance | null;
}

/** Stores a new instance with its first message, replacing a finished one of the same id. Inside a commit. */
export function startInstance(context: EngineContext, request: StartRequest, outbox: Outbox): void {
  const { store, clock, newId } = context;
  const { id, name, version, input, parent } = request;
  const execution = newId();
  const now = clock.now();
  store.instances.delete(id);
  store.instances.put({
    id,
    execution,
    name,
    version,
    status: "Pending",
    suspended: false,
    input,
    output: null,
    customStatus: null,
    created: now,
    updated: now,
    parent,
  });
  store.instances.send(id, execution, {
    EventType: EventType.ExecutionStarted,
    EventId: -1,
    Name: name,
    Version: version,
    Input: input,
    OrchestrationInstance: { InstanceId: id, ExecutionId: execution },
    ...(parent !== null && { ParentInstance: parent }),
  });
  outbox.wake.add(id);
}
