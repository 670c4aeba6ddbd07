import assert from "node:assert/strict";
import test from "node:test";
import { seeded } from "../../../benchmarks/support/statistics.ts";
import { EventType } from "../../../emulator/durable/protocol/history.ts";
import type { DurableOutcome } from "../../../emulator/durable/protocol/port.ts";
import { startHub } from "./support/hub.ts";
import { df, invokeSdk } from "./support/sdk.ts";

let failures = 0;
const started: number[] = [];

df.app.activity("double", { handler: (value: number) => value * 2 });
df.app.activity("echo", { handler: (value: unknown) => value });
df.app.activity("typeOf", { handler: (value: unknown) => typeof value });
df.app.activity("number", {
  handler: (value: number) => {
    started.push(value);
    return value;
  },
});
df.app.activity("flaky", {
  handler: () => {
    if (failures-- > 0) throw new Error("not yet");
    return "at last";
  },
});
df.app.activity("broken", {
  handler: () => {
    throw new Error("no luck");
  },
});

df.app.orchestration("chain", function* (context) {
  let value = context.df.getInput<number>() ?? 0;
  for (let step = 0; step < 3; step++) value = yield context.df.callActivity("double", value);
  return value;
});
df.app.orchestration("echoes", function* (context) {
  return yield context.df.callActivity("echo", context.df.getInput());
});
df.app.orchestration("types", function* (context) {
  const absent: string = yield context.df.callActivity("typeOf");
  const text: string = yield context.df.callActivity("typeOf", "1");
  const number: string = yield context.df.callActivity("typeOf", 1);
  return [absent, text, number];
});
df.app.orchestration("fanOut", function* (context) {
  const numbers = Array.from({ length: context.df.getInput<number>() ?? 0 }, (_, index) => index);
  return yield context.df.Task.all(numbers.map((each) => context.df.callActivity("number", each)));
});
df.app.orchestration("retries", function* (context) {
  const policy = new df.RetryOptions(1_000, 3);
  policy.backoffCoefficient = 2;
  return yield context.df.callActivityWithRetry("flaky", policy);
});
df.app.orchestration("catches", function* (context) {
  try {
    yield context.df.callActivity("broken");
    return "not reached";
  } catch (error) {
    const after: number = yield context.df.callActivity("double", 4);
    return { message: (error as Error).message.split("\n")[0], after };
  }
});
df.app.orchestration("fails", function* (context) {
  yield context.df.callActivity("broken");
});
df.app.orchestration("misspelt", function* (context) {
  return yield context.df.callActivity("dubble", 1);
});
df.app.orchestration("failsFast", function* (context) {
  try {
    yield context.df.Task.all([context.df.callActivity("broken"), context.df.waitForExternalEvent("never")]);
  } catch {
    // Goes on.
  }
  return "went on";
});

test("a chain of activities hands each result to the next", async () => {
  await using hub = await startHub();
  const { status, output } = await hub.run("chain", 5);
  assert.equal(status, "Completed");
  assert.equal(output, "40");
});

test("inputs and results go through JSON and come back the same", async () => {
  await using hub = await startHub();
  const values = [0, 1.5, "text", 'with "quotes" and \\', "", "5", "null", true, false, [1, [2]], { a: { b: "ä€😀" } }];
  for (const value of values) {
    const { id, status } = await hub.run("echoes", value);
    assert.equal(status, "Completed");
    assert.deepEqual(hub.output(id), value);
  }
});

test("an activity without input is given undefined, text stays text", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("types");
  assert.deepEqual(hub.output(id), ["undefined", "string", "number"]);
});

test("results of a fan-out stand in the order of their inputs, whatever order they ran in", async () => {
  started.length = 0;
  await using hub = await startHub({ shuffle: true, random: seeded(7), maxConcurrentActivities: 3 });
  const { id } = await hub.run("fanOut", 40);
  const inOrder = Array.from({ length: 40 }, (_, index) => index);
  assert.deepEqual(hub.output(id), inOrder);
  assert.notDeepEqual(started, inOrder);
  assert.deepEqual(
    started.toSorted((a, b) => a - b),
    inOrder,
  );
});

test("no more activities run at once than allowed", async () => {
  let running = 0;
  let most = 0;
  await using hub = await startHub({
    maxConcurrentActivities: 4,
    invoke: async (name, call) => {
      if (name !== "number") return invokeSdk(name, call);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return invokeSdk(name, call);
    },
  });
  const { status } = await hub.run("fanOut", 20);
  assert.equal(status, "Completed");
  assert.equal(most, 4);
});

test("a failed activity is tried again after growing waits", async () => {
  failures = 2;
  await using hub = await startHub();
  const { id, status } = await hub.run("retries");
  assert.equal(status, "Running");
  await hub.advance(999);
  assert.equal(failures, 1);
  await hub.advance(1);
  assert.equal(failures, 0);
  await hub.advance(1_999);
  assert.equal(hub.instance(id).status, "Running");
  await hub.advance(1);
  assert.equal(hub.instance(id).status, "Completed");
  assert.equal(hub.output(id), "at last");
});

test("after the last attempt stands a timer that fires at once, and the failure is reported", async () => {
  failures = 99;
  await using hub = await startHub();
  const { id, status } = await hub.runThrough("retries");
  assert.equal(status, "Failed");
  assert.equal(99 - failures, 3);
  assert.match(
    String(hub.output(id)),
    /^Orchestrator function 'retries' failed: Activity function 'flaky' failed: not yet/,
  );
  const timers = hub.engine.management.history(id).filter((event) => event.EventType === EventType.TimerCreated);
  assert.deepEqual(
    timers.map(({ FireAt, Timestamp }) => Date.parse(FireAt ?? "") - Date.parse(Timestamp)),
    [1_000, 2_000, 0],
  );
});

test("an orchestrator can catch the failure of an activity and go on", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("catches");
  assert.deepEqual(hub.output(id), { message: "Activity function 'broken' failed: no luck ", after: 8 });
});

test("an uncaught failure of an activity fails the orchestration with its text", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("fails");
  assert.equal(status, "Failed");
  assert.match(
    String(hub.output(id)),
    /^Orchestrator function 'fails' failed: Activity function 'broken' failed: no luck/,
  );
});

const noSuchActivity =
  /The function 'dubble' doesn't exist, is disabled, or is not an activity function\. The following are the known activity functions: 'double',/;

test("an activity that does not exist fails the instance with a text that names it", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("misspelt");
  assert.equal(status, "Failed");
  assert.match(String(hub.output(id)), noSuchActivity);
  assert.match(hub.warnings.join("\n"), noSuchActivity);
});

test("the azure profile lets such an instance hang as Azure does, and names the activity in the log", async () => {
  await using hub = await startHub({ profile: "azure" });
  const { status } = await hub.run("misspelt");
  assert.equal(status, "Running");
  assert.match(hub.warnings.join("\n"), noSuchActivity);
});

test("an activity whose worker was lost runs again once there is a worker", async () => {
  let lost = 2;
  let waited = 0;
  const ready = async () => void waited++;
  await using hub = await startHub({
    ready,
    invoke: async (name, call): Promise<DurableOutcome> => {
      if (name === "double" && lost-- > 0) return { kind: "lost", reason: "the worker died" };
      return invokeSdk(name, call);
    },
  });
  const { output } = await hub.run("chain", 1);
  assert.equal(output, "8");
  assert.equal(waited, 2);
});

test("an orchestrator whose worker was lost runs its turn again", async () => {
  let lost = 3;
  await using hub = await startHub({
    ready: async () => {},
    invoke: async (name, call): Promise<DurableOutcome> => {
      if (name === "chain" && lost-- > 0) return { kind: "lost", reason: "the worker died" };
      return invokeSdk(name, call);
    },
  });
  const { output } = await hub.run("chain", 1);
  assert.equal(output, "8");
});

test("an engine stops while an activity waits for a worker that never comes", async () => {
  const hub = await startHub({
    ready: () => new Promise(() => {}),
    invoke: async (name, call): Promise<DurableOutcome> => {
      return name === "double" ? { kind: "lost", reason: "gone" } : invokeSdk(name, call);
    },
  });
  await hub.start("chain", 1);
  await hub.clock.advance(0);
  await hub.engine.stop();
});

test("a Task.all that has failed is waited for by the host, and that is said", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("failsFast");
  assert.equal(status, "Completed");
  assert.equal(hub.output(id), "went on");
  assert.match(hub.warnings.join("\n"), /a Task\.all still waits for the event\(s\) 'never'/);
});
