import assert from "node:assert/strict";
import test from "node:test";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

df.app.activity("work", { handler: (value: unknown) => value });
df.app.orchestration("countsDown", function* (context) {
  const { left, sum } = context.df.getInput<{ left: number; sum: number }>() ?? { left: 0, sum: 0 };
  const value: number = yield context.df.callActivity("work", left);
  if (left === 0) return sum;
  context.df.setCustomStatus({ left });
  return context.df.continueAsNew({ left: left - 1, sum: sum + value });
});
df.app.orchestration("drops", function* (context) {
  const round = context.df.getInput<{ round: number }>()?.round ?? 1;
  if (round === 2) return yield context.df.waitForExternalEvent("other");
  yield context.df.waitForExternalEvent("next");
  return context.df.continueAsNew({ round: 2 });
});
df.app.orchestration("text", function* (context) {
  const input = context.df.getInput<string>();
  if (input !== "first") return input;
  yield context.df.callActivity("work", 1);
  return context.df.continueAsNew("second");
});
df.app.orchestration("eternal", function* (context) {
  const { sum, rounds } = context.df.getInput<{ sum: number; rounds: number }>() ?? { sum: 0, rounds: 0 };
  if (rounds === 0) return sum;
  const value: number = yield context.df.waitForExternalEvent("number");
  return context.df.continueAsNew({ sum: sum + value, rounds: rounds - 1 });
});

test("an execution goes on as a new one: same instance, new execution, short history", async () => {
  await using hub = await startHub();
  const id = await hub.start("countsDown", { left: 20, sum: 0 });
  const first = hub.instance(id).execution;
  await hub.engine.idle();
  const { status, execution, customStatus } = hub.instance(id);
  assert.equal(status, "Completed");
  assert.equal(hub.output(id), 210);
  assert.notEqual(execution, first);
  assert.equal(customStatus, '{"left":1}');
  assert.ok(hub.engine.management.history(id).length < 12);
});

test("events that were received and not waited for are dropped, and that is said", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("drops", { round: 1 });
  await hub.raise(id, "other", "lost");
  await hub.raise(id, "next");
  assert.equal(hub.instance(id).status, "Running");
  assert.match(hub.warnings.join("\n"), /continueAsNew drops the event\(s\) 'other'/);
  await hub.raise(id, "other", "kept");
  assert.equal(hub.output(id), "kept");
});

for (const batchSize of [1, undefined]) {
  test(`events that come after the one that ends the execution reach the next (${batchSize ?? "any number"})`, async () => {
    await using hub = await startHub({ ...(batchSize !== undefined && { batchSize }) });
    const id = await hub.start("eternal", { sum: 0, rounds: 50 });
    const numbers = Array.from({ length: 50 }, (_, index) => String(index));
    await Promise.all(numbers.map((each) => hub.engine.management.raiseEvent(id, "number", each)));
    await hub.engine.idle();
    assert.equal(hub.instance(id).status, "Completed");
    assert.equal(hub.output(id), 1_225);
  });
}

test("a text as input arrives with its quotes, as on Azure", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("text", "first");
  assert.equal(hub.output(id), '"second"');
});
