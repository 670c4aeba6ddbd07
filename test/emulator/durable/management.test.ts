import assert from "node:assert/strict";
import test from "node:test";
import { Refusal, type RefusalCode } from "../../../emulator/durable/refusal.ts";
import { startHub, temporaryFolder } from "./support/hub.ts";
import { df, invokeSdk } from "./support/sdk.ts";

let broken = true;
let worked = 0;
const ran: string[] = [];

df.app.activity("fragile", {
  handler: (value: string) => {
    ran.push(value);
    if (broken) throw new Error("out of order");
    return `${value} done`;
  },
});
df.app.activity("sound", {
  handler: (value: number) => {
    worked++;
    return value;
  },
});
df.app.orchestration("waits", function* (context) {
  const results: unknown[] = [];
  for (let round = 0; round < 2; round++) results.push(yield context.df.waitForExternalEvent("go"));
  return results;
});
df.app.orchestration("repairs", function* (context) {
  yield context.df.callActivity("sound", 1);
  return yield context.df.callActivity("fragile", "repair");
});
df.app.orchestration("repairsWithRetry", function* (context) {
  return yield context.df.callActivityWithRetry("fragile", new df.RetryOptions(1_000, 2), "retried");
});
df.app.orchestration("parent", function* (context) {
  const one: number = yield context.df.callActivity("sound", 1);
  const child: string = yield context.df.callSubOrchestrator("repairs");
  return [one, child];
});
df.app.orchestration("reports", function* (context) {
  context.df.setCustomStatus({ step: 1 });
  yield context.df.waitForExternalEvent("go");
  context.df.setCustomStatus({ step: 2, text: "ä" });
  yield context.df.waitForExternalEvent("go");
  return context.df.getInput();
});
df.app.orchestration("throwsNothing", function* (context) {
  yield context.df.callActivity("sound", 1);
  throw new Error("");
});

const refused = (code: RefusalCode) => (error: unknown) => error instanceof Refusal && error.code === code;

test("an instance can be given its id once, while it lives", async () => {
  await using hub = await startHub();
  await hub.run("waits", undefined, "mine");
  await assert.rejects(hub.start("waits", undefined, "mine"), refused("instance-exists"));
  await hub.engine.management.terminate("mine", "");
  await hub.engine.idle();
  const { status, execution } = await hub.run("waits", undefined, "mine");
  assert.equal(status, "Running");
  assert.equal(hub.engine.management.list({}, undefined, -1).length, 1);
  assert.match(execution, /^[0-9a-f]{32}$/);
});

test("ids and names that cannot be are refused", async () => {
  await using hub = await startHub();
  for (const id of ["", "@x", "a/b", "a\\b", "a#b", "a?b", "a\nb", "x".repeat(257)]) {
    await assert.rejects(hub.start("waits", undefined, id), refused("invalid-instance-id"), JSON.stringify(id));
  }
  await assert.rejects(hub.start("nothing"), refused("unknown-function"));
});

test("custom status is what was set last", async () => {
  await using hub = await startHub();
  const { id, customStatus } = await hub.run("reports", { a: 1 });
  assert.equal(customStatus, '{"step":1}');
  await hub.raise(id, "go");
  assert.equal(hub.instance(id).customStatus, '{"step":2,"text":"ä"}');
  await hub.raise(id, "go");
  assert.deepEqual(hub.output(id), { a: 1 });
  assert.equal(hub.instance(id).customStatus, '{"step":2,"text":"ä"}');
});

test("what comes while an instance is suspended waits, in its order", async () => {
  await using hub = await startHub();
  const { management } = hub.engine;
  const { id } = await hub.run("waits");
  await management.suspend(id, "audit");
  await hub.raise(id, "go", 1);
  assert.equal(hub.instance(id).status, "Suspended");
  await assert.rejects(management.suspend(id, "again"), refused("already-suspended"));
  // Both before the next turn: the event that was held comes first.
  await Promise.all([management.resume(id, "over"), management.raiseEvent(id, "go", "2")]);
  await hub.engine.idle();
  assert.deepEqual(hub.output(id), [1, 2]);
  await assert.rejects(management.resume(id, "again"), refused("instance-finished"));
});

test("an instance that is not suspended cannot be resumed", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("waits");
  await assert.rejects(hub.engine.management.resume(id, ""), refused("not-suspended"));
});

test("a terminated instance has the reason as output, also when it was suspended", async () => {
  await using hub = await startHub();
  for (const suspended of [false, true]) {
    const { id } = await hub.run("waits");
    if (suspended) await hub.engine.management.suspend(id, "");
    await hub.engine.management.terminate(id, "no longer needed & gone");
    await hub.engine.idle();
    assert.equal(hub.instance(id).status, "Terminated");
    assert.equal(hub.output(id), "no longer needed & gone");
    await assert.rejects(hub.engine.management.terminate(id, ""), refused("instance-finished"));
  }
});

test("a failed instance is rewound: what had succeeded does not run again", async () => {
  broken = true;
  worked = 0;
  await using hub = await startHub();
  const { id, status } = await hub.run("repairs");
  assert.equal(status, "Failed");
  broken = false;
  await hub.engine.management.rewind(id, "repaired");
  await hub.engine.idle();
  assert.equal(hub.instance(id).status, "Completed");
  assert.equal(hub.output(id), "repair done");
  assert.equal(worked, 1);
  await assert.rejects(hub.engine.management.rewind(id, ""), refused("instance-not-failed"));
});

test("a rewound task with retries has its last attempt again", async () => {
  broken = true;
  ran.length = 0;
  await using hub = await startHub();
  const { id, status } = await hub.runThrough("repairsWithRetry");
  assert.equal(status, "Failed");
  broken = false;
  await hub.engine.management.rewind(id, "");
  await hub.drain();
  assert.equal(hub.output(id), "retried done");
  assert.equal(ran.length, 3);
});

test("a rewound parent rewinds the sub-orchestration that failed", async () => {
  broken = true;
  worked = 0;
  await using hub = await startHub();
  const { id, status } = await hub.run("parent");
  assert.equal(status, "Failed");
  broken = false;
  await hub.engine.management.rewind(id, "");
  await hub.engine.idle();
  assert.deepEqual(hub.output(id), [1, "repair done"]);
  assert.equal(worked, 2);
});

test("an instance is started again with the same input", async () => {
  broken = false;
  await using hub = await startHub();
  const { id } = await hub.run("reports", { a: 1 });
  const { management } = hub.engine;
  await assert.rejects(management.restart(id, false), refused("instance-exists"));
  const second = await management.restart(id, true);
  await hub.engine.idle();
  assert.notEqual(second, id);
  for (const each of [id, second]) {
    await hub.raise(each, "go");
    await hub.raise(each, "go");
    assert.deepEqual(hub.output(each), { a: 1 });
  }
  assert.equal(await management.restart(id, false), id);
  await assert.rejects(management.restart("nobody", true), refused("instance-not-found"));
});

test("purging deletes one instance, or the finished ones of a filter", async () => {
  broken = false;
  await using hub = await startHub();
  const { management } = hub.engine;
  const open = await hub.run("waits");
  for (let made = 0; made < 3; made++) await hub.run("repairs");
  assert.equal(await management.purgeBy({ createdFrom: 0 }), 3);
  assert.equal(await management.purge(open.id), 1);
  assert.equal(await management.purge(open.id), 0);
  assert.deepEqual(management.list({}, undefined, -1), []);
});

test("instances are listed by status, time, prefix, and in pages", async () => {
  broken = false;
  await using hub = await startHub();
  const { management } = hub.engine;
  for (const id of ["a-1", "a-2", "b-1", "b-2", "b-3"]) {
    await hub.run(id.startsWith("a") ? "waits" : "repairs", undefined, id);
    await hub.advance(1_000);
  }
  const ids = (...args: Parameters<typeof management.list>) => management.list(...args).map(({ id }) => id);
  assert.deepEqual(ids({ statuses: ["Running"] }, undefined, -1), ["a-1", "a-2"]);
  assert.deepEqual(ids({ idPrefix: "b-" }, undefined, -1), ["b-1", "b-2", "b-3"]);
  const since = hub.instance("b-2").created;
  assert.deepEqual(ids({ createdFrom: since }, undefined, -1), ["b-2", "b-3"]);
  assert.deepEqual(ids({ createdTo: since - 1 }, undefined, -1), ["a-1", "a-2", "b-1"]);
  assert.deepEqual(ids({}, undefined, 2), ["a-1", "a-2"]);
  assert.deepEqual(ids({}, { created: hub.instance("a-2").created, id: "a-2" }, 2), ["b-1", "b-2"]);
});

test("an orchestrator that throws an error without a message fails all the same", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("throwsNothing");
  assert.equal(status, "Failed");
  assert.match(String(hub.output(id)), /^Orchestrator function 'throwsNothing' failed: .+/);
});

test("a suspended instance is suspended after a restart too", async () => {
  using folder = temporaryFolder();
  const first = await startHub({ dataDir: folder.path });
  const { id } = await first.run("waits");
  await first.engine.management.suspend(id, "");
  await first.raise(id, "go", 1);
  await first.raise(id, "go", 2);
  await first.engine.stop();
  await using hub = await startHub({ dataDir: folder.path });
  await hub.engine.idle();
  assert.equal(hub.instance(id).status, "Suspended");
  await hub.engine.management.resume(id, "");
  await hub.engine.idle();
  assert.deepEqual(hub.output(id), [1, 2]);
});

test("the result of an activity of a terminated instance does not reach the next one of the same id", async () => {
  broken = false;
  const held: (() => void)[] = [];
  await using hub = await startHub({
    invoke: async (name, call) => {
      if (name === "sound" && held.length === 0) await new Promise<void>((resolve) => held.push(resolve));
      return name === "sound" ? { kind: "succeeded", result: String(held.length) } : invokeSdk(name, call);
    },
  });
  const { management } = hub.engine;
  await hub.start("parent", undefined, "same");
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await management.terminate("same", "");
  while (hub.instance("same").status !== "Terminated") await new Promise((resolve) => setImmediate(resolve));
  await hub.start("parent", undefined, "same");
  held[0]?.();
  await hub.engine.idle();
  assert.equal(hub.instance("same").status, "Completed");
  assert.deepEqual(hub.output("same"), [1, "repair done"]);
});
