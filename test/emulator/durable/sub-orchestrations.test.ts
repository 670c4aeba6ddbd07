import assert from "node:assert/strict";
import test from "node:test";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

let failures = 0;

df.app.activity("flaky", {
  handler: (value: number) => {
    if (failures-- > 0) throw new Error("not yet");
    return value + 1;
  },
});
df.app.orchestration("child", function* (context) {
  const value: number = yield context.df.callActivity("flaky", context.df.getInput());
  return { value, id: context.df.instanceId, parent: context.df.parentInstanceId };
});
df.app.orchestration("parent", function* (context) {
  return yield context.df.callSubOrchestrator("child", 1);
});
df.app.orchestration("namesChild", function* (context) {
  return yield context.df.callSubOrchestrator("child", 1, "the-child");
});
df.app.orchestration("retriesChild", function* (context) {
  return yield context.df.callSubOrchestratorWithRetry("child", new df.RetryOptions(1_000, 3), 1);
});
df.app.orchestration("manyChildren", function* (context) {
  const children = [1, 2, 3].map((each) => context.df.callSubOrchestrator("child", each));
  const results: { value: number }[] = yield context.df.Task.all(children);
  return results.map(({ value }) => value);
});
df.app.orchestration("waits", function* (context) {
  return yield context.df.waitForExternalEvent("go");
});
df.app.orchestration("waitsForChild", function* (context) {
  try {
    return yield context.df.callSubOrchestrator("waits", undefined, "waiting-child");
  } catch (error) {
    return (error as Error).message.split("\n")[0]?.trim();
  }
});

test("a sub-orchestration gets an id from its parent's execution and gives its result back", async () => {
  failures = 0;
  await using hub = await startHub();
  const { id, execution } = await hub.run("parent");
  assert.deepEqual(hub.output(id), { value: 2, id: `${execution}:0`, parent: id });
});

test("a sub-orchestration can be given its id", async () => {
  failures = 0;
  await using hub = await startHub();
  const { id } = await hub.run("namesChild");
  assert.deepEqual(hub.output(id), { value: 2, id: "the-child", parent: id });
});

test("the failure of a sub-orchestration fails its parent with the whole chain of reasons", async () => {
  failures = 1;
  await using hub = await startHub();
  const { id, status } = await hub.run("parent");
  assert.equal(status, "Failed");
  assert.match(
    String(hub.output(id)),
    /^Orchestrator function 'parent' failed: Orchestrator function 'child' failed: Activity function 'flaky' failed: not yet/,
  );
});

test("a sub-orchestration is tried again", async () => {
  failures = 2;
  await using hub = await startHub();
  const { id, status } = await hub.runThrough("retriesChild");
  assert.equal(status, "Completed");
  assert.equal((hub.output(id) as { value: number }).value, 2);
  assert.equal(hub.engine.management.list({}, undefined, -1).filter(({ name }) => name === "child").length, 3);
});

test("a sub-orchestration that fails each time fails its parent after the last attempt", async () => {
  failures = 99;
  await using hub = await startHub();
  const { status } = await hub.runThrough("retriesChild");
  assert.equal(status, "Failed");
  assert.equal(99 - failures, 3);
});

test("sub-orchestrations run side by side", async () => {
  failures = 0;
  await using hub = await startHub();
  const { id } = await hub.run("manyChildren");
  assert.deepEqual(hub.output(id), [2, 3, 4]);
});

test("a parent is told when its sub-orchestration is terminated", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waitsForChild");
  await hub.engine.management.terminate("waiting-child", "enough");
  await hub.engine.idle();
  assert.equal(hub.output(id), "enough");
});

test("an id that is in use fails the sub-orchestration, not the one that has it", async () => {
  await using hub = await startHub();
  await hub.run("waits", undefined, "waiting-child");
  const { id } = await hub.run("waitsForChild");
  assert.equal(hub.output(id), "An orchestration instance with the id 'waiting-child' already exists.");
  assert.equal(hub.instance("waiting-child").status, "Running");
});
