import assert from "node:assert/strict";
import test from "node:test";
import { type EventBody, EventType, type HistoryEvent } from "../../../../emulator/durable/protocol/history.ts";
import { rewindHistory } from "../../../../emulator/durable/replay/rewind.ts";

const start = Date.UTC(2026, 0, 1);

function history(...bodies: readonly (EventBody | undefined)[]): HistoryEvent[] {
  const Timestamp = new Date(start).toISOString();
  return bodies.filter((body) => body !== undefined).map((body) => ({ ...body, IsPlayed: true, Timestamp }));
}

const scheduled = (id: number, name: string) => ({ EventType: EventType.TaskScheduled, EventId: id, Name: name });
const done = (id: number) => ({ EventType: EventType.TaskCompleted, EventId: -1, TaskScheduledId: id, Result: "1" });
const failed = (id: number) => ({ EventType: EventType.TaskFailed, EventId: -1, TaskScheduledId: id });
const child = (id: number) => ({
  EventType: EventType.SubOrchestrationInstanceCreated,
  EventId: id,
  Name: "child",
  InstanceId: `child-${id}`,
});
const childFailed = (id: number) => {
  return { EventType: EventType.SubOrchestrationInstanceFailed, EventId: -1, TaskScheduledId: id };
};
const timer = (id: number, wait: number) => {
  return { EventType: EventType.TimerCreated, EventId: id, FireAt: new Date(start + wait).toISOString() };
};
const fired = (id: number) => ({ EventType: EventType.TimerFired, EventId: -1, TimerId: id });
const ended = { EventType: EventType.ExecutionCompleted, EventId: -1, OrchestrationStatus: "Failed" };

test("a failed activity and the end are taken out, what succeeded stays", () => {
  const all = history(scheduled(0, "a"), done(0), scheduled(1, "b"), failed(1), ended);
  assert.deepEqual(rewindHistory(all), { events: history(scheduled(0, "a"), done(0)), children: [] });
});

test("of an activity with retries only the last attempt is taken out, with the timer that fired at once", () => {
  const first = [scheduled(0, "a"), failed(0), timer(1, 1_000), fired(1)];
  const all = history(...first, scheduled(2, "a"), failed(2), timer(3, 0), fired(3), ended);
  assert.deepEqual(rewindHistory(all), { events: history(...first), children: [] });
});

test("a sub-orchestration that failed stays scheduled, and is to be rewound", () => {
  const all = history(child(0), childFailed(0), ended);
  assert.deepEqual(rewindHistory(all), { events: history(child(0)), children: ["child-0"] });
});

test("of a sub-orchestration with retries only the last attempt is rewound", () => {
  const first = [child(0), childFailed(0), timer(1, 1_000), fired(1)];
  const all = history(...first, child(2), childFailed(2), timer(3, 0), fired(3), ended);
  assert.deepEqual(rewindHistory(all), { events: history(...first, child(2)), children: ["child-2"] });
});
