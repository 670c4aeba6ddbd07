/** What goes wrong on Azure without a word must fail or be named here. */
import assert from "node:assert/strict";
import test from "node:test";
import { EventType } from "../../../emulator/durable/protocol/history.ts";
import { DurableStore } from "../../../emulator/durable/store/store.ts";
import { startHub, temporaryFolder } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

let failures = 0;

df.app.activity("echo", { handler: (value: unknown) => value });
df.app.activity("broken", {
  handler: () => {
    throw new Error("no luck");
  },
});
df.app.activity("flaky", {
  handler: () => {
    if (failures-- > 0) throw new Error("not yet");
    return "at last";
  },
});
/** azure-functions-durable-js issue 99: after the failure the two sides count steps differently. */
df.app.orchestration("mixesRetries", function* (context) {
  const log: unknown[] = [];
  try {
    yield context.df.Task.all([
      context.df.callActivity("broken"),
      context.df.callActivityWithRetry("flaky", new df.RetryOptions(1_000, 3)),
    ]);
  } catch {
    log.push(yield context.df.callActivity("echo", "first"));
    log.push(yield context.df.callActivity("echo", "second"));
  }
  return log;
});
df.app.orchestration("timesOut", function* (context) {
  const policy = new df.RetryOptions(60_000, 10);
  policy.retryTimeoutInMilliseconds = 90_000;
  return yield context.df.callActivityWithRetry("broken", policy);
});
df.app.orchestration("racesAgain", function* (context) {
  const slow = context.df.waitForExternalEvent("slow");
  const quick = context.df.callActivity("echo", "quick");
  const first: unknown = yield context.df.Task.any([quick, slow]);
  const second: unknown = yield context.df.Task.any([quick, context.df.callActivity("echo", "other")]);
  return [first === quick, second === quick];
});
df.app.orchestration("sums", function* (context) {
  const one: number = yield context.df.callActivity("echo", 1);
  const two: number = yield context.df.waitForExternalEvent("two");
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1_000));
  const three: number = yield context.df.callActivity("echo", 3);
  yield context.df.waitForExternalEvent("end");
  return one + two + three;
});

df.app.orchestration("compensates", function* (context) {
  try {
    yield context.df.Task.all([context.df.callActivity("broken"), context.df.waitForExternalEvent("approval")]);
  } catch {
    yield context.df.callActivity("echo", "compensated");
  }
  return "ended";
});

const counting = /library and the Durable Functions host now count steps differently/;

test("a Task.all of a plain and a retried activity that fails fails the instance, with the reason", async () => {
  failures = 2;
  await using hub = await startHub();
  const { id, status } = await hub.runThrough("mixesRetries");
  assert.equal(status, "Failed");
  assert.match(String(hub.output(id)), counting);
});

test("in the azure profile it goes wrong as on Azure, with a warning", async () => {
  failures = 2;
  await using hub = await startHub({ profile: "azure" });
  await hub.runThrough("mixesRetries");
  assert.match(hub.warnings.join("\n"), counting);
});

test("retries that run into their timeout fail the instance instead of hanging", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.runThrough("timesOut");
  assert.equal(status, "Failed");
  assert.match(String(hub.output(id)), /The retries of 'broken' ran into retryTimeoutInMilliseconds/);
});

test("in the azure profile they hang, with a warning", async () => {
  await using hub = await startHub({ profile: "azure" });
  const { status } = await hub.runThrough("timesOut");
  assert.equal(status, "Running");
  assert.match(hub.warnings.join("\n"), /ran into retryTimeoutInMilliseconds/);
});

test("a task that stands in two races is named", async () => {
  await using hub = await startHub();
  await hub.runThrough("racesAgain");
  assert.match(hub.warnings.join("\n"), /A task that was already started stands in a later Task\.any or Task\.all/);
});

test("completions that come twice, or late, or for nothing change nothing", async () => {
  using folder = temporaryFolder();
  const start = await startHub({ dataDir: folder.path });
  const id = await start.start("sums");
  await start.engine.idle();
  await start.raise(id, "two", 2);
  await start.drain();
  const { execution } = start.instance(id);
  const { clock } = start;
  await start.engine.stop();

  const none = { EventId: -1 };
  const again = [
    { EventType: EventType.TaskCompleted, ...none, TaskScheduledId: 0, Result: "100" },
    { EventType: EventType.TaskFailed, ...none, TaskScheduledId: 0, Reason: "late", Details: "late" },
    { EventType: EventType.TimerFired, ...none, TimerId: 1, FireAt: new Date(clock.now()).toISOString() },
    { EventType: EventType.TaskCompleted, ...none, TaskScheduledId: 2, Result: "100" },
    { EventType: EventType.TaskCompleted, ...none, TaskScheduledId: 77, Result: "100" },
  ];
  const store = new DurableStore(folder.path);
  await store.write(() => {
    for (const body of again) store.instances.send(id, execution, body);
    // Of an execution that is over.
    store.instances.send(id, "another", { EventType: EventType.EventRaised, EventId: -1, Name: "end", Input: "1" });
  });
  store.close();

  await using hub = await startHub({ dataDir: folder.path, clock });
  await hub.engine.idle();
  assert.equal(hub.instance(id).status, "Running");
  await hub.raise(id, "end");
  assert.equal(hub.instance(id).status, "Completed");
  assert.equal(hub.output(id), 6);
});

test("what comes after a failed Task.all waits for its events, and that is named", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("compensates");
  assert.equal(status, "Running");
  assert.match(hub.warnings.join("\n"), /its next 1 step\(s\) are not done before the event\(s\) 'approval' have come/);
  await hub.raise(id, "approval");
  assert.equal(hub.output(id), "ended");
});
