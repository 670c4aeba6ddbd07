/** A process of the platform on the durable engine: waits that are longer than Azure's longest timer of one piece. */
import assert from "node:assert/strict";
import test from "node:test";
import type { Orchestration } from "../../../platform/processes/orchestration.ts";
import { messageEvent, type ProcessInput, sendActivity } from "../../../platform/processes/orchestration.ts";
import { runProcess } from "../../../platform/processes/run-process.ts";
import { messageFrom } from "../../../platform/testing/index.ts";
import { Answered, Opened, questApp } from "../../platform/support/quest.ts";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

const day = 86_400_000;
const app = questApp();
const [process] = app.processes ?? [];
const [version] = process?.versions ?? [];
assert.ok(process !== undefined && version !== undefined);
const sent: string[] = [];

for (const name of ["Ask", "Remind", "Close"]) {
  df.app.activity(sendActivity(name), {
    handler: () => {
      sent.push(name);
      return { status: "sent" };
    },
  });
}
df.app.orchestration("quest", function* (context) {
  return yield* runProcess(process, version, context.df as unknown as Orchestration, () => {});
});

const questId = "q1";
const envelope = (draft: Parameters<typeof messageFrom>[1]) => messageFrom(app.messages, draft).envelope;

function input(): ProcessInput {
  return {
    started: envelope(Opened.create({ questId, size: 1 })),
    key: [questId],
    settings: { limit: 10, word: "answered" },
    timeouts: { patience: 40 * day, rest: 600_000 },
    steps: process?.steps ?? assert.fail(),
  };
}

for (const after of [1, 4, 10, 39]) {
  test(`a process that waits up to 40 days gets an answer after ${after} days`, async () => {
    sent.length = 0;
    await using hub = await startHub();
    const { id } = await hub.run("quest", input());
    await hub.advance(after * day);
    await hub.raise(id, messageEvent, envelope(Answered.create({ questId, text: "at last" })));
    assert.equal(hub.instance(id).status, "Completed");
    assert.equal(hub.output(id), "answered");
    assert.deepEqual(sent, ["Ask", "Close"]);
    assert.deepEqual(hub.warnings, []);
  });
}

test("without an answer it goes on after 40 days, not before", async () => {
  sent.length = 0;
  await using hub = await startHub();
  const { id } = await hub.run("quest", input());
  await hub.advance(40 * day - 1);
  assert.deepEqual(sent, ["Ask"]);
  await hub.advance(1);
  assert.deepEqual(sent, ["Ask", "Remind"]);
  await hub.advance(40 * day);
  assert.equal(hub.output(id), "silence");
});
