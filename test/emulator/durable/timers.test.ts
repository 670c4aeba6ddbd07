import assert from "node:assert/strict";
import test from "node:test";
import { EventType } from "../../../emulator/durable/protocol/history.ts";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

const hour = 3_600_000;
const day = 24 * hour;

df.app.activity("now", { handler: () => "done" });
df.app.orchestration("sleeps", function* (context) {
  const start = context.df.currentUtcDateTime.getTime();
  yield context.df.createTimer(new Date(start + (context.df.getInput<number>() ?? 0)));
  return context.df.currentUtcDateTime.getTime() - start;
});
df.app.orchestration("race", function* (context) {
  const deadline = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + hour));
  const approval = context.df.waitForExternalEvent("approval");
  const winner: unknown = yield context.df.Task.any([approval, deadline]);
  if (winner === deadline) return "late";
  deadline.cancel();
  const after: string = yield context.df.callActivity("now");
  return `approved, ${after}`;
});
df.app.orchestration("forgetsTimer", function* (context) {
  const deadline = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + hour));
  yield context.df.Task.any([context.df.callActivity("now"), deadline]);
  return "returned";
});

df.app.orchestration("longRace", function* (context) {
  const deadline = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 20 * day));
  const approval = context.df.waitForExternalEvent("approval");
  yield context.df.Task.any([approval, deadline]);
  if (!deadline.isCompleted) deadline.cancel();
  const after: string = yield context.df.callActivity("now");
  return [approval.isCompleted, after];
});

test("a timer fires at its time and not before", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("sleeps", hour);
  await hub.advance(hour - 1);
  assert.equal(hub.instance(id).status, "Running");
  await hub.advance(1);
  assert.equal(hub.output(id), hour);
});

test("a timer in the past fires at once", async () => {
  await using hub = await startHub();
  const { id } = await hub.runThrough("sleeps", -hour);
  assert.equal(hub.instance(id).status, "Completed");
});

for (const replaySchema of ["V3", "V4"] as const) {
  test(`a timer of ten days is made of steps of three days (${replaySchema})`, async () => {
    await using hub = await startHub({ replaySchema });
    const { id, status } = await hub.runThrough("sleeps", 10 * day);
    assert.equal(status, "Completed");
    assert.equal(hub.output(id), 10 * day);
    const history = hub.engine.management.history(id);
    const steps = history.filter((event) => event.EventType === EventType.TimerCreated);
    const lengths = steps.map(({ FireAt, Timestamp }) => (Date.parse(FireAt ?? "") - Date.parse(Timestamp)) / day);
    assert.deepEqual(lengths, [3, 3, 3, 1]);
  });
}

test("in replay schema V2 a long timer is one timer", async () => {
  await using hub = await startHub({ replaySchema: "V2" });
  const { id } = await hub.runThrough("sleeps", 10 * day);
  assert.equal(hub.output(id), 10 * day);
  const history = hub.engine.management.history(id);
  assert.equal(history.filter((event) => event.EventType === EventType.TimerCreated).length, 1);
});

test("a race is won by the event: the cancelled timer holds nothing up", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("race");
  await hub.raise(id, "approval", true);
  assert.equal(hub.instance(id).status, "Completed");
  assert.equal(hub.output(id), "approved, done");
  assert.equal(hub.engine.nextTimer, undefined);
  assert.deepEqual(hub.warnings, []);
});

test("a race is won by the timer: the event may still come", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("race");
  await hub.advance(hour);
  assert.equal(hub.output(id), "late");
});

test("a timer that was neither fired nor cancelled keeps the instance Running, with a warning", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("forgetsTimer");
  assert.equal(status, "Running");
  assert.match(hub.warnings.join("\n"), /1 timer\(s\) have neither fired nor been cancelled.*Call cancel\(\)/);
  await hub.advance(hour);
  assert.equal(hub.instance(id).status, "Completed");
  assert.equal(hub.output(id), "returned");
});

test("timestamps never go back, and a turn with a timer is not before it fires", async () => {
  await using hub = await startHub();
  const { id } = await hub.runThrough("sleeps", 10 * day);
  const history = hub.engine.management.history(id);
  const times = history.map(({ Timestamp }) => Date.parse(Timestamp));
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  for (const event of history.filter((each) => each.EventType === EventType.TimerFired)) {
    assert.ok(Date.parse(event.Timestamp) >= Date.parse(event.FireAt ?? ""));
  }
});

const longRace = /A timer of more than 6 days stands in a Task\.any\. It is made of steps of 3 days/;

test("a long timer can be cancelled before its first step has fired, and the race is named", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("longRace");
  assert.match(hub.warnings.join("\n"), longRace);
  await hub.advance(2 * day);
  await hub.raise(id, "approval");
  assert.deepEqual(hub.output(id), [true, "done"]);
  assert.equal(hub.engine.nextTimer, undefined);
});

for (const days of [4, 19]) {
  test(`a long timer that is cancelled after ${days} days fails the instance as on Azure, with a hint`, async () => {
    await using hub = await startHub();
    const { id } = await hub.run("longRace");
    assert.match(hub.warnings.join("\n"), longRace);
    await hub.advance(days * day);
    await hub.raise(id, "approval");
    assert.equal(hub.instance(id).status, "Failed");
    assert.match(
      String(hub.output(id)),
      /^Non-Deterministic workflow detected: .* Hint: .*timers of more than six days/,
    );
  });
}

test("a timer of six days is no long one", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("sleeps", 6 * day);
  await hub.drain();
  const history = hub.engine.management.history(id);
  assert.equal(history.filter((event) => event.EventType === EventType.TimerCreated).length, 1);
});

test("a long timer that wins a race after several steps wins it", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.runThrough("longRace");
  assert.equal(status, "Completed");
  assert.deepEqual(hub.output(id), [false, "done"]);
});
