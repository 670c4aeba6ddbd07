import assert from "node:assert/strict";
import test from "node:test";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

let version = 1;

df.app.activity("first", { handler: () => 1 });
df.app.activity("other", { handler: () => 2 });
df.app.orchestration("changes", function* (context) {
  if (version === 1) yield context.df.callActivity("first");
  if (version === 2) yield context.df.callActivity("other");
  if (version === 3) yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1_000));
  if (version === 5) yield context.df.callActivity("FIRST");
  yield context.df.waitForExternalEvent("go");
  return "ended";
});
df.app.orchestration("yieldsNothing", function* () {
  yield undefined as never;
});

const scheduled =
  "A previous execution of this orchestration scheduled an activity task named 'first' with sequence ID 0";
const question = "Was a change made to the orchestrator code after this instance had already started running?";
const cases = [
  [
    2,
    `${scheduled}, but the current orchestration replay instead produced an activity task named 'other' at this sequence number. ${question}`,
  ],
  [
    3,
    `${scheduled}, but the current orchestration replay instead produced a timer at this sequence number. ${question}`,
  ],
  [4, `${scheduled}, but the current replay execution hasn't (yet?) scheduled this task. ${question}`],
] as const;

for (const [changed, text] of cases) {
  test(`code that no longer fits its history fails the instance (change ${changed})`, async () => {
    version = 1;
    await using hub = await startHub();
    const { id } = await hub.run("changes");
    version = changed;
    await hub.raise(id, "go");
    assert.equal(hub.instance(id).status, "Failed");
    assert.equal(hub.output(id), `Non-Deterministic workflow detected: ${text}`);
  });
}

test("a name that differs by case only is the same activity", async () => {
  version = 1;
  await using hub = await startHub();
  const { id } = await hub.run("changes");
  version = 5;
  await hub.raise(id, "go");
  assert.equal(hub.output(id), "ended");
});

test("what is not a task cannot be waited for", async () => {
  await using hub = await startHub();
  const { id, status } = await hub.run("yieldsNothing");
  assert.equal(status, "Failed");
  assert.match(String(hub.output(id)), /Durable Functions programming constraint violation/);
});
