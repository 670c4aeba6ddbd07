import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { discard } from "../../../platform/dead-letters/redrive/discard.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { type InMemoryApp, inMemoryApp } from "../../../platform/testing/index.ts";
import { brittle } from "../support/brittle.ts";
import { type QuestProcess, questApp, questProcess } from "../support/quest.ts";

const questId = "q1";
const instanceId = "quest-q1";

/** The app with the process broken after half of its way. */
async function failed(app: AppDefinition): Promise<InMemoryApp> {
  const rig = inMemoryApp(app);
  await rig.request("POST", "/api/commands/open", { body: { questId, size: 1 } });
  await rig.advance("PT10M");
  await rig.request("POST", "/api/commands/answer", { body: { questId, text: "yes" } });
  await rig.pump();
  assert.equal(rig.processes.instance(instanceId)?.status, "Failed");
  return rig;
}

async function letterIn(rig: InMemoryApp): Promise<string> {
  const [line, ...more] = (await listLetters(rig.stores)).filter(({ handler }) => handler === "process-quest");
  assert.deepEqual(more, []);
  return line?.id ?? "";
}

/** The payloads of all commands of one type that the app has stored. */
const sent = (rig: InMemoryApp, type: string) =>
  rig.stores.containers.commands
    .all()
    .map(({ document }) => document.envelope)
    .filter((envelope) => envelope.type === `tally.${type}.v1`)
    .map(({ data }) => data);

describe("a failed process is redriven", () => {
  it("goes on where it failed: nothing is sent twice, and what came meanwhile is not lost", async () => {
    const broken = { is: true };
    const rig = await failed(questApp({ process: brittle(() => broken.is) }));
    const id = await letterIn(rig);
    // Nobody waits for it yet, and the instance has ended.
    await rig.request("POST", "/api/commands/answer", { body: { questId, text: "no" } });
    await rig.pump();
    const dry = await redrive(rig.runtime, id, { dryRun: true });
    assert.deepEqual([dry.status, dry.problem?.message], ["would-fail", "The process quest threw: Out of ink."]);
    assert.equal((await redrive(rig.runtime, id)).status, "failed");
    assert.equal(rig.processes.instance(instanceId)?.status, "Failed");

    broken.is = false;
    assert.equal((await redrive(rig.runtime, id, { dryRun: true })).status, "would-pass");
    await rig.pump();
    assert.equal(rig.processes.instance(instanceId)?.status, "Failed", "a dry run starts nothing");
    assert.deepEqual(await redrive(rig.runtime, id), { id, status: "restarting" });
    await rig.pump();
    const instance = rig.processes.instance(instanceId);
    assert.deepEqual([instance?.status, instance?.output], ["Completed", "no time"]);
    assert.equal(sent(rig, "Ask").length, 1);
    assert.deepEqual(sent(rig, "Close"), [{ questId, why: "yes after a rest" }]);
    assert.deepEqual(await listLetters(rig.stores, { all: true }), []);
    assert.deepEqual(await rig.stores.inbox.list(instanceId), []);
    assert.equal(await rig.stores.inbox.heldSince(instanceId), undefined);
    assert.equal((await redrive(rig.runtime, id)).problem?.code, "letter-not-found");
  });

  it("fails again under the same letter, which keeps both attempts, and can be redriven again", async () => {
    const broken = { is: true };
    const app = questApp({ process: brittle(() => broken.is) });
    const rig = await failed(app);
    const id = await letterIn(rig);
    broken.is = false;
    await redrive(rig.runtime, id);
    // Deployed between the redrive and its event: broken once more.
    broken.is = true;
    await rig.pump();
    assert.equal(rig.processes.instance(instanceId)?.status, "Failed");
    assert.equal(await letterIn(rig), id);
    broken.is = false;
    await redrive(rig.runtime, id);
    await rig.request("POST", "/api/commands/answer", { body: { questId, text: "no" } });
    await rig.pump();
    assert.equal(rig.processes.instance(instanceId)?.output, "no time");
    assert.equal(rig.processes.instance(instanceId)?.input.attempt, 3);
    assert.equal(sent(rig, "Close").length, 1);
  });

  it("not when its code takes other steps than were taken: the report names the first", async () => {
    const code = { current: brittle(() => true) };
    const process: QuestProcess = { run: (started, ctx) => code.current.run(started, ctx) };
    const rig = await failed(questApp({ process }));
    const id = await letterIn(rig);
    code.current = questProcess.earlier(function* ({ data }, ctx) {
      yield* ctx.send.Ask({ questId: data.questId });
      yield* ctx.send.Remind({ questId: data.questId });
    });
    const report = await redrive(rig.runtime, id);
    assert.equal(report.status, "failed");
    assert.match(report.problem?.message ?? "", /its step 1 was to pause for rest, not send Remind/);
    code.current = questProcess.earlier(function* ({ data }, ctx) {
      yield* ctx.send.Ask({ questId: `${data.questId}!` });
    });
    const other = await redrive(rig.runtime, id, { dryRun: true });
    assert.match(other.problem?.message ?? "", /step 0 was to send Ask, but with another payload/);
    await rig.pump();
    assert.deepEqual([sent(rig, "Ask").length, sent(rig, "Remind").length], [1, 0]);
  });

  it("only by force where the contract says that it is not idempotent, and the letter tells who did", async () => {
    const broken = { is: true };
    const rig = await failed(questApp({ process: brittle(() => broken.is), change: { idempotent: false } }));
    const id = await letterIn(rig);
    broken.is = false;
    assert.equal((await redrive(rig.runtime, id, { dryRun: true })).needsForce, true);
    const path = `/api/admin/dead-letters/${id}/redrive`;
    const refused = await rig.request("POST", path, { body: {} });
    assert.deepEqual([refused.status, refused.body.code], [409, "not-idempotent"]);
    assert.equal((await rig.request("POST", path, { body: { force: true } })).body.code, "force-unsigned");
    const forced = await rig.request("POST", path, { body: { force: true, by: "kim" } });
    assert.deepEqual([forced.status, forced.body.status], [200, "restarting"]);
    await rig.pump();
    assert.equal(rig.processes.instance(instanceId)?.status, "Running");
    const [line] = await listLetters(rig.stores, { all: true });
    assert.equal(line?.closed?.how, "redriven");
    const letter = await rig.stores.deadLetters.findLetter(id);
    assert.deepEqual(
      letter?.record.forced?.map(({ by }) => by),
      ["kim"],
    );
  });

  it("not after it was discarded: then nothing is kept for it any more", async () => {
    const rig = await failed(questApp({ process: brittle(() => true) }));
    const id = await letterIn(rig);
    await rig.request("POST", "/api/commands/answer", { body: { questId, text: "no" } });
    await rig.pump();
    assert.equal((await rig.stores.inbox.list(instanceId)).length, 1);
    await discard(rig.runtime, id, { by: "kim", reason: "done by hand" });
    assert.deepEqual(await rig.stores.inbox.list(instanceId), []);
    assert.equal(await rig.stores.inbox.heldSince(instanceId), undefined);
    assert.equal((await redrive(rig.runtime, id)).problem?.code, "letter-closed");
  });

  it("not when it is discarded while its event is on its way: then nothing is kept for it, either", async () => {
    const broken = { is: true };
    const rig = await failed(questApp({ process: brittle(() => broken.is) }));
    const id = await letterIn(rig);
    await rig.request("POST", "/api/commands/answer", { body: { questId, text: "no" } });
    await rig.pump();
    broken.is = false;
    assert.equal((await redrive(rig.runtime, id)).status, "restarting");
    await discard(rig.runtime, id, { by: "kim", reason: "done by hand" });
    assert.equal((await rig.stores.inbox.list(instanceId)).length, 1, "its event may be at work already");
    await rig.pump();
    assert.equal(rig.processes.instance(instanceId)?.status, "Failed");
    assert.deepEqual(await rig.stores.inbox.list(instanceId), []);
    assert.equal(await rig.stores.inbox.heldSince(instanceId), undefined);
  });
});
