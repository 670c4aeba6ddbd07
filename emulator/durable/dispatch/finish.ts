import { type EventBody, EventType } from "../protocol/history.ts";
import type { TurnEnd } from "../replay/turn.ts";
import type { Instance, RuntimeStatus } from "../store/rows.ts";
import type { EngineContext, Outbox } from "./context.ts";

/** How an instance came to its end. */
export type FinalEnd = Exclude<TurnEnd, { kind: "running" | "continued" }> | { kind: "terminated"; reason: string };

const statusOf: Readonly<Record<FinalEnd["kind"], RuntimeStatus>> = {
  completed: "Completed",
  failed: "Failed",
  terminated: "Terminated",
};

/** Stores the end of an instance, tells its parent and lets go of its locks. Inside a commit. */
export function finishInstance(context: EngineContext, instance: Instance, end: FinalEnd, outbox: Outbox): Instance {
  const { store } = context;
  const output = end.kind === "completed" ? end.output : JSON.stringify(end.reason);
  const finished: Instance = { ...instance, status: statusOf[end.kind], suspended: false, output };
  const { parent } = instance;
  if (parent !== null) {
    store.instances.send(parent.InstanceId, parent.ExecutionId, resultFor(parent.TaskScheduledId, end));
    outbox.wake.add(parent.InstanceId);
  }
  releaseLocks(context, instance, end.kind, outbox);
  return finished;
}

function resultFor(task: number, end: FinalEnd): EventBody {
  const fields = { EventId: -1, TaskScheduledId: task };
  if (end.kind === "completed") {
    return { EventType: EventType.SubOrchestrationInstanceCompleted, ...fields, Result: end.output };
  }
  return {
    EventType: EventType.SubOrchestrationInstanceFailed,
    ...fields,
    Reason: end.reason,
    Details: end.kind === "failed" ? end.details : "",
    ...(end.kind === "failed" && end.failure !== undefined && { FailureDetails: end.failure }),
  };
}

/** Azure lets go of locks by itself only when an orchestration completes. */
export function releaseLocks(context: EngineContext, instance: Instance, how: string, outbox: Outbox): void {
  const held = context.store.entities.lockedBy(instance.id);
  if (held.length === 0) return;
  const kept = context.profile === "azure" && how !== "completed";
  if (how !== "completed") {
    const fate = kept
      ? "They stay locked for ever, as on Azure"
      : "This engine releases them; on Azure they stay locked";
    context.report(
      instance.id,
      instance.name,
      `The instance ended (${how}) while it held the locks of ${held.join(", ")}. ${fate}: release locks in a finally block.`,
    );
  }
  if (kept) return;
  for (const target of held) {
    const request = { id: context.newId(), parent: instance.id, parentExecution: instance.execution };
    context.store.entities.send(target, { name: "release", request });
    outbox.wake.add(target);
  }
}
