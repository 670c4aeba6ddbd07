/** What a turn costs as histories and numbers of open tasks grow; in CPU time, so that a busy machine changes little. */
import assert from "node:assert/strict";
import test from "node:test";
import { type Action, ActionType } from "../../../emulator/durable/protocol/actions.ts";
import { type EventBody, EventType, type HistoryEvent } from "../../../emulator/durable/protocol/history.ts";
import { FunctionTable } from "../../../emulator/durable/protocol/port.ts";
import { replayDefaults } from "../../../emulator/durable/replay/settings.ts";
import { planTurn } from "../../../emulator/durable/replay/turn.ts";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

df.app.activity("increment", { handler: (value: number) => value + 1 });
df.app.orchestration("fanOut", function* (context) {
  const count = context.df.getInput<number>() ?? 0;
  const tasks = Array.from({ length: count }, (_, index) => context.df.callActivity("increment", index));
  const results: number[] = yield context.df.Task.all(tasks);
  return results.reduce((sum, each) => sum + each, 0);
});
df.app.orchestration("waitForAll", function* (context) {
  const count = context.df.getInput<number>() ?? 0;
  const tasks = Array.from({ length: count }, (_, index) => context.df.waitForExternalEvent(`event-${index}`));
  const results: unknown[] = yield context.df.Task.all(tasks);
  return results.length;
});

const functions = new FunctionTable({ orchestrators: ["it"], activities: ["work"], entities: [] });
const settings = { ...replayDefaults, functions };

function played(bodies: readonly EventBody[]): HistoryEvent[] {
  const Timestamp = "2026-01-01T00:00:00.000Z";
  return bodies.map((body, index) => ({ ...body, IsPlayed: index < bodies.length - 1, Timestamp }));
}

const started: readonly EventBody[] = [
  { EventType: EventType.OrchestratorStarted, EventId: -1 },
  { EventType: EventType.ExecutionStarted, EventId: -1, Name: "it", Input: null },
];

/** Some systems count CPU time in ticks of 10 ms: what is shorter than a few of them cannot be measured, so it is repeated. */
const measurable = 60_000;

/** CPU ms of planning one turn; the least of several, because anything else can only add to it. */
function costOf(history: readonly HistoryEvent[], actions: readonly Action[]): number {
  const input = {
    identity: { instanceId: "i", executionId: "e" },
    name: "it",
    history,
    reading: { kind: "state" as const, state: { isDone: false, actions: [actions], schemaVersion: 3 }, stack: "" },
    settings,
    profile: "strict" as const,
  };
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const from = process.cpuUsage();
    let turns = 0;
    let spent = 0;
    while (spent < measurable) {
      assert.equal(planTurn(input).end.kind, "running");
      turns++;
      const { user, system } = process.cpuUsage(from);
      spent = user + system;
    }
    least = Math.min(least, spent / turns / 1_000);
  }
  return least;
}

/** Half of the events that a Task.all waits for have come; one more comes in each turn. */
function waitingFor(count: number): number {
  const names = Array.from({ length: count }, (_, index) => `event-${index}`);
  const waits = names.map((name) => ({ actionType: ActionType.WaitForExternalEvent, externalEventName: name }));
  const raised = names.slice(0, count / 2).flatMap((Name): EventBody[] => [
    { EventType: EventType.OrchestratorStarted, EventId: -1 },
    { EventType: EventType.EventRaised, EventId: -1, Name, Input: "1" },
    { EventType: EventType.OrchestratorCompleted, EventId: -1 },
  ]);
  return costOf(played([...started, ...raised]), [{ actionType: ActionType.WhenAll, compoundActions: waits }]);
}

/** Events that nobody waits for yet pile up. */
function unread(count: number): number {
  const raised = Array.from({ length: count }, (): EventBody => {
    return { EventType: EventType.EventRaised, EventId: -1, Name: "early", Input: "1" };
  });
  const wait: Action = { actionType: ActionType.WaitForExternalEvent, externalEventName: "other" };
  return costOf(played([...started, ...raised]), [wait]);
}

/** A chain of activities, one a turn. */
function chain(count: number): number {
  const steps = Array.from({ length: count }, (_, id): EventBody[] => [
    { EventType: EventType.TaskScheduled, EventId: id, Name: "work", Input: null },
    { EventType: EventType.OrchestratorStarted, EventId: -1 },
    { EventType: EventType.TaskCompleted, EventId: -1, TaskScheduledId: id, Result: "1" },
  ]);
  const work: Action = { actionType: ActionType.CallActivity, functionName: "work" };
  return costOf(played([...started, ...steps.flat()]), Array<Action>(count + 1).fill(work));
}

for (const [name, cost] of Object.entries({ waitingFor, unread, chain })) {
  test(`eight times the history costs about eight times as much, not sixty-four: ${name}`, () => {
    cost(500);
    // A busy machine can make one measurement look bad, but no number of tries makes a quadratic one look good.
    const ratios: number[] = [];
    while (ratios.length < 6 && !ratios.some((ratio) => ratio < 24)) ratios.push(cost(16_000) / cost(2_000));
    assert.ok(
      Math.min(...ratios) < 24,
      `It costs ${ratios.map((ratio) => ratio.toFixed(1)).join(", ")} times as much.`,
    );
  });
}

test("a fan-out of a thousand activities ends in few turns", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("fanOut", 1_000);
  assert.equal(status, "Completed");
  assert.equal(hub.output(id), 500_500);
  const history = hub.engine.management.history(id);
  const turns = history.filter((event) => event.EventType === EventType.OrchestratorStarted).length;
  assert.ok(turns <= 300, `${turns} turns`);
});

test("a thousand open waits take one event a turn", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waitForAll", 1_000);
  for (let next = 0; next < 100; next++) await hub.raise(id, `event-${next}`);
  const { management } = hub.engine;
  await Promise.all(Array.from({ length: 900 }, (_, index) => management.raiseEvent(id, `event-${100 + index}`, null)));
  await hub.engine.idle();
  assert.equal(hub.output(id), 1_000);
});
