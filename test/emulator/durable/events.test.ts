import assert from "node:assert/strict";
import test from "node:test";
import { Refusal } from "../../../emulator/durable/refusal.ts";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

df.app.activity("work", { handler: (value: unknown) => value });
df.app.orchestration("waits", function* (context) {
  return yield context.df.waitForExternalEvent("approval");
});
df.app.orchestration("waitsTwice", function* (context) {
  const first: unknown = yield context.df.waitForExternalEvent("step");
  const second: unknown = yield context.df.waitForExternalEvent("step");
  return [first, second];
});
df.app.orchestration("waitsAtOnce", function* (context) {
  return yield context.df.Task.all(["a", "b", "c"].map(() => context.df.waitForExternalEvent("step")));
});
df.app.orchestration("worksFirst", function* (context) {
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1_000));
  return yield context.df.waitForExternalEvent("approval");
});
df.app.orchestration("counts", function* (context) {
  let sum = 0;
  for (let left = context.df.getInput<number>() ?? 0; left > 0; left--) {
    const value: number = yield context.df.waitForExternalEvent("number");
    sum += yield context.df.callActivity("work", value);
  }
  return sum;
});

test("an event reaches whoever waits for it, with its value", async () => {
  await using hub = await startHub();
  for (const value of [{ by: "Ada" }, "text", 0, false]) {
    const { id } = await hub.run("waits");
    await hub.raise(id, "approval", value);
    assert.deepEqual(hub.output(id), value);
  }
});

test("events that come early are kept, in their order", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("worksFirst");
  await hub.raise(id, "approval", "first");
  await hub.raise(id, "approval", "second");
  await hub.advance(1_000);
  assert.equal(hub.output(id), "first");
  assert.match(hub.warnings.join("\n"), /The event\(s\) 'approval' were received but never waited for/);
});

test("one wait after the other takes events in the order in which they came", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waitsTwice");
  await hub.raise(id, "step", 1);
  await hub.raise(id, "step", 2);
  assert.deepEqual(hub.output(id), [1, 2]);
});

test("of several waits at once on one name the last is served first", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waitsAtOnce");
  for (const value of [1, 2, 3]) await hub.raise(id, "step", value);
  assert.deepEqual(hub.output(id), [3, 2, 1]);
});

for (const batchSize of [1, 2, undefined]) {
  test(`a hundred events in one go all arrive (${batchSize ?? "any number"} a turn)`, async () => {
    await using hub = await startHub({ ...(batchSize !== undefined && { batchSize }) });
    const id = await hub.start("counts", 100);
    const { management } = hub.engine;
    await Promise.all(Array.from({ length: 100 }, (_, value) => management.raiseEvent(id, "number", String(value))));
    await hub.engine.idle();
    assert.equal(hub.output(id), 4_950);
  });
}

test("an event whose name differs by case fails the instance with a text that names both", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waits");
  await hub.raise(id, "Approval", 1);
  assert.equal(hub.instance(id).status, "Failed");
  const text = /The event 'Approval' was raised, but the orchestrator waits for 'approval'/;
  assert.match(String(hub.output(id)), text);
  assert.match(hub.warnings.join("\n"), text);
});

test("the azure profile lets that instance hang, with the same warning", async () => {
  await using hub = await startHub({ profile: "azure" });
  const { id } = await hub.run("waits");
  await hub.raise(id, "Approval", 1);
  assert.equal(hub.instance(id).status, "Running");
  assert.match(hub.warnings.join("\n"), /The event 'Approval' was raised, but the orchestrator waits for 'approval'/);
});

test("a misspelt event is named in a warning, together with what is waited for", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waits");
  await hub.raise(id, "aproval", 1);
  assert.equal(hub.instance(id).status, "Running");
  assert.equal(hub.warnings.length, 1);
  assert.match(hub.warnings[0] ?? "", /The event 'aproval' was raised, but the orchestrator waits for 'approval'/);
  await hub.raise(id, "approval", 2);
  assert.equal(hub.output(id), 2);
});

test("events to nobody and to a finished instance are refused", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waits");
  await hub.raise(id, "approval");
  const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  await assert.rejects(hub.raise("nobody", "approval"), refusedAs("instance-not-found"));
  await assert.rejects(hub.raise(id, "approval"), refusedAs("instance-finished"));
});
