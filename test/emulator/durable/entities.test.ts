import assert from "node:assert/strict";
import test from "node:test";
import type { EntityContext } from "durable-functions";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

const seen: string[] = [];
let allowed = true;

df.app.activity("note", { handler: (value: string) => value });
df.app.entity("Counter", (context: EntityContext<number>) => {
  const state = context.df.getState(() => 0) ?? 0;
  switch (context.df.operationName) {
    case "add":
      context.df.setState(state + (context.df.getInput<number>() ?? 0));
      break;
    case "get":
      context.df.return(state);
      break;
    case "reset":
      context.df.destructOnExit();
      break;
    case "fail":
      throw new Error("the counter is broken");
  }
});
df.app.entity("relay", (context: EntityContext<string[]>) => {
  const key = context.df.getInput<string>() ?? "";
  context.df.signalEntity(new df.EntityId("Counter", key), "add", 5);
});
df.app.entity("journal", (context: EntityContext<string[]>) => {
  const line = context.df.getInput<string>() ?? "";
  seen.push(line);
  context.df.setState([...(context.df.getState(() => []) ?? []), line]);
});

const counter = (key: string) => new df.EntityId("Counter", key);

df.app.orchestration("adds", function* (context) {
  const id = counter(context.df.getInput<string>() ?? "");
  yield context.df.callEntity(id, "add", 2);
  yield context.df.callEntity(id, "add", 3);
  return yield context.df.callEntity(id, "get");
});
df.app.orchestration("signals", function* (context) {
  const id = counter("signalled");
  for (let sent = 0; sent < 10; sent++) context.df.signalEntity(id, "add", 1);
  return yield context.df.callEntity(id, "get");
});
df.app.orchestration("callsBroken", function* (context) {
  try {
    yield context.df.callEntity(counter("broken"), "fail");
  } catch (error) {
    return `failed: ${(error as Error).message}`;
  }
  return "worked";
});
df.app.orchestration("callsUnknown", function* (context) {
  return yield context.df.callEntity(new df.EntityId("nobody", "x"), "get");
});
/** Moves an amount from one counter to another while both are locked. */
df.app.orchestration("moves", function* (context) {
  const { from, to } = context.df.getInput<{ from: string; to: string }>() ?? { from: "", to: "" };
  const lock: { release(): void } = yield context.df.lock(counter(from), counter(to));
  try {
    const before: number = yield context.df.callEntity(counter(from), "get");
    yield context.df.callActivity("note", "between");
    yield context.df.callEntity(counter(from), "add", -1);
    yield context.df.callEntity(counter(to), "add", 1);
    return before;
  } finally {
    lock.release();
  }
});
df.app.orchestration("writes", function* (context) {
  const name = context.df.getInput<string>() ?? "";
  const journal = new df.EntityId("journal", "one");
  const lock: { release(): void } = yield context.df.lock(journal);
  try {
    for (const part of [1, 2, 3]) yield context.df.callEntity(journal, "write", `${name}${part}`);
  } finally {
    lock.release();
  }
});
df.app.orchestration("keepsLock", function* (context) {
  yield context.df.lock(counter("kept"));
  if (!allowed) throw new Error("gave up");
  yield context.df.waitForExternalEvent("never");
});

test("calls reach an entity in order, and its state stays", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("adds", "a");
  assert.equal(hub.output(id), 5);
  const again = await hub.run("adds", "a");
  assert.equal(again.output, "10");
  assert.equal(hub.engine.management.entity("counter", "a")?.state, "10");
});

test("names of entities ignore case, keys do not", async () => {
  await using hub = await startHub();
  await hub.run("adds", "Key");
  assert.equal(hub.engine.management.entity("COUNTER", "Key")?.state, "5");
  assert.equal(hub.engine.management.entity("Counter", "key"), undefined);
});

test("signals stay before a later call of the same orchestration", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("signals");
  assert.equal(hub.output(id), 10);
});

test("a client signals an entity, and lists what there is", async () => {
  await using hub = await startHub();
  const { management } = hub.engine;
  for (const key of ["b", "a"]) await management.signal("Counter", key, "add", "7");
  await hub.engine.idle();
  assert.deepEqual(
    management.entities("Counter", "", 10).map(({ id, state }) => [id, state]),
    [
      ["@counter@a", "7"],
      ["@counter@b", "7"],
    ],
  );
  await management.signal("Counter", "a", "reset", undefined);
  await hub.engine.idle();
  assert.equal(management.entity("Counter", "a"), undefined);
});

test("an entity signals another one", async () => {
  await using hub = await startHub();
  await hub.engine.management.signal("relay", "r", "go", '"target"');
  await hub.engine.idle();
  assert.equal(hub.engine.management.entity("Counter", "target")?.state, "5");
});

test("a failed operation reaches its caller as an error", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("callsBroken");
  assert.match(String(hub.output(id)), /^failed: /);
});

test("a failed signal is said in the log", async () => {
  await using hub = await startHub();
  await hub.engine.management.signal("Counter", "x", "fail", undefined);
  await hub.engine.idle();
  assert.match(hub.warnings.join("\n"), /The operation 'fail' of @counter@x, a signal, failed/);
});

test("a call of an entity that does not exist fails the instance with a text that names it", async () => {
  await using hub = await startHub();
  const { status, id } = await hub.run("callsUnknown");
  assert.equal(status, "Failed");
  assert.match(
    String(hub.output(id)),
    /The function 'nobody' doesn't exist, is disabled, or is not an entity function/,
  );
});

test("locks keep others out, and two orchestrations that lock crosswise both come through", async () => {
  await using hub = await startHub();
  const ids = [];
  for (let round = 0; round < 10; round++) {
    ids.push(await hub.start("moves", round % 2 === 0 ? { from: "x", to: "y" } : { from: "y", to: "x" }));
  }
  await hub.engine.idle();
  for (const id of ids) assert.equal(hub.instance(id).status, "Completed");
  // Whoever came first saw 0; each later one what the one before it left.
  assert.ok(ids.every((id) => [-1, 0, 1].includes(Number(hub.output(id)))));
  assert.deepEqual(
    ["x", "y"].map((key) => hub.engine.management.entity("Counter", key)?.state),
    ["0", "0"],
  );
});

test("what happens under a lock is not mixed with what others do", async () => {
  seen.length = 0;
  await using hub = await startHub();
  for (const name of ["a", "b", "c", "d"]) await hub.start("writes", name);
  await hub.engine.idle();
  assert.equal(seen.length, 12);
  for (let at = 0; at < 12; at += 3) {
    const name = seen[at]?.[0];
    assert.deepEqual(seen.slice(at, at + 3), [`${name}1`, `${name}2`, `${name}3`]);
  }
});

test("a call from outside waits until the lock is released", async () => {
  allowed = true;
  await using hub = await startHub();
  const holder = await hub.run("keepsLock");
  const { id, status } = await hub.run("adds", "kept");
  assert.equal(status, "Running");
  await hub.engine.management.terminate(holder.id, "enough");
  await hub.engine.idle();
  assert.equal(hub.output(id), 5);
  assert.match(hub.warnings.join("\n"), /ended \(terminated\) while it held the locks of @counter@kept/);
});

test("the locks of an orchestration that failed are released, with a warning", async () => {
  allowed = false;
  await using hub = await startHub();
  const holder = await hub.run("keepsLock");
  assert.equal(holder.status, "Failed");
  assert.match(hub.warnings.join("\n"), /held the locks of @counter@kept.*on Azure they stay locked/);
  const { output } = await hub.run("adds", "kept");
  assert.equal(output, "5");
});

test("in the azure profile they stay locked, with a warning", async () => {
  allowed = false;
  await using hub = await startHub({ profile: "azure" });
  await hub.run("keepsLock");
  assert.match(hub.warnings.join("\n"), /They stay locked for ever, as on Azure/);
  const { status } = await hub.run("adds", "kept");
  assert.equal(status, "Running");
});

test("the locks of an instance that is purged are released", async () => {
  allowed = true;
  await using hub = await startHub();
  const holder = await hub.run("keepsLock");
  assert.equal(await hub.engine.management.purge(holder.id), 1);
  const { output } = await hub.run("adds", "kept");
  assert.equal(output, "5");
});
