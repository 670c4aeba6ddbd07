import type { Recording } from "../../../../emulator/durable/gate/recording.ts";
import { type EventBody, EventType, type HistoryEvent } from "../../../../emulator/durable/protocol/history.ts";

const started: EventBody = {
  EventType: EventType.ExecutionStarted,
  EventId: -1,
  Name: "runOrder",
  Version: "",
  Input: '{"order":1}',
  OrchestrationInstance: { InstanceId: "order-1", ExecutionId: "e1" },
};

function turn(minute: number, ...bodies: EventBody[]): HistoryEvent[] {
  const open: EventBody = { EventType: EventType.OrchestratorStarted, EventId: -1 };
  const close: EventBody = { EventType: EventType.OrchestratorCompleted, EventId: -1 };
  const Timestamp = new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  return [open, ...bodies, close].map((body) => ({ ...body, IsPlayed: true, Timestamp }));
}

function scheduled(id: number, name: string, input: string | null): EventBody {
  return { EventType: EventType.TaskScheduled, EventId: id, Name: name, Version: "", Input: input };
}

function completed(id: number, result: string): EventBody {
  return { EventType: EventType.TaskCompleted, EventId: -1, TaskScheduledId: id, Result: result };
}

const untilWait = [...turn(0, started, scheduled(0, "reserve", '{"order":1}')), ...turn(1, completed(0, '"reserve"'))];
const common = { instanceId: "order-1", name: "runOrder", version: "", input: { order: 1 } };

/** An order that waits to be paid. */
export const waiting: Recording = {
  ...common,
  status: "Running",
  customStatus: { waitsFor: "Paid" },
  history: untilWait,
};

/** An order that has been shipped. */
export const shipped: Recording = {
  ...common,
  instanceId: "order-2",
  status: "Completed",
  customStatus: {},
  history: [
    ...untilWait,
    ...turn(
      2,
      { EventType: EventType.EventRaised, EventId: -1, Name: "message", Input: "{}" },
      scheduled(1, "ship", null),
    ),
    ...turn(3, completed(1, '"ship"'), {
      EventType: EventType.ExecutionCompleted,
      EventId: -1,
      OrchestrationStatus: "Completed",
      Result: '"shipped"',
    }),
  ],
};
