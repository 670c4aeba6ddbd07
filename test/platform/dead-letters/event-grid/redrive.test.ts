import assert from "node:assert/strict";
import { it, test } from "node:test";
import type { Runtime } from "../../../../platform/app/runtime.ts";
import { letterIntake } from "../../../../platform/dead-letters/event-grid/take-in.ts";
import { HandlerError } from "../../../../platform/dead-letters/handler-error.ts";
import { listLetters, showLetter } from "../../../../platform/dead-letters/letters.ts";
import { redrive } from "../../../../platform/dead-letters/redrive/redrive.ts";
import { subscriptionName } from "../../../../platform/dead-letters/redrive/subscription-runner.ts";
import { readTuning } from "../../../../platform/processes/tuning.ts";
import { messageFrom } from "../../../../platform/testing/index.ts";
import { blobOf, deadEvent, MemoryLetterBlobs } from "../../support/letter-blobs.ts";
import { Opened, questApp } from "../../support/quest.ts";
import { questRig } from "../../support/quest-rig.ts";
import { onEveryGround, send } from "../../support/rig.ts";
import { tally } from "../../support/tally.ts";

/** The letter of an event that a subscription did not get. */
async function letterFor(runtime: Runtime, subscription: string, event: object): Promise<string> {
  const blobs = new MemoryLetterBlobs();
  blobs.put(blobOf(subscription, "1"), [deadEvent(event)]);
  await letterIntake(blobs)(runtime);
  const [line] = await listLetters(runtime.stores);
  assert.ok(line);
  return line.id;
}

const stranger = { specversion: "1.0", id: "1", source: "/elsewhere", type: "elsewhere.Happened", data: 1 };

onEveryGround("redriving what Event Grid gave up", (open) => {
  it("runs the app's own reaction, whose commands are the same however often", async () => {
    const rig = await open(tally());
    await send(rig, "add", { counterId: "a", amount: 5 });
    await send(rig, "copy", { counterId: "a", to: "b" });
    await rig.pump();
    const event = rig.publisher.published.find(({ type }) => type.includes("CopyAsked"));
    assert.ok(event);
    // The reaction had it after all, and Event Grid did not learn of that.
    const id = await letterFor(rig.runtime, "copier", event);
    assert.equal((await redrive(rig.runtime, id, { dryRun: true })).status, "would-pass");
    assert.equal((await redrive(rig.runtime, id)).status, "redriven");
    await rig.pump();
    const total = async () => (await rig.request("GET", "/api/counters/b")).body.total;
    assert.equal(await total(), 5);
    // An event that the reaction never got: nothing is sent by a dry run, one command by the redrive.
    const other = await letterFor(rig.runtime, "copier", {
      ...event,
      id: "counter:a:99",
      data: { counterId: "a", to: "b", amount: 1 },
    });
    await redrive(rig.runtime, other, { dryRun: true });
    await rig.pump();
    assert.equal(await total(), 5);
    assert.equal((await redrive(rig.runtime, other)).status, "redriven");
    await rig.pump();
    assert.equal(await total(), 6);
  });

  it("says why the app's own reaction does not take an event", async () => {
    const rig = await open(tally());
    const id = await letterFor(rig.runtime, "copier", stranger);
    const report = await redrive(rig.runtime, id);
    assert.equal(report.status, "failed");
    assert.match(report.problem?.message ?? "", /copier does not want this event/);
    assert.equal((await listLetters(rig.runtime.stores))[0]?.attempts, 31);
  });

  it("delivers to one subscriber; the letter closes when it has the event, and not before", async () => {
    const { runtime } = await open(tally());
    const id = await letterFor(runtime, "somebody", stranger);
    assert.equal((await redrive(runtime, id)).problem?.code, "subscriber-unknown");
    const calls: unknown[] = [];
    let answer: () => void = () => {
      throw new HandlerError("The subscriber of somebody answered 503.");
    };
    const subscribers = {
      find: async (name: string) => ({
        deliver: async (event: object, attempts: number) => {
          calls.push([name, event, attempts]);
          answer();
        },
      }),
    };
    const reachable: Runtime = { ...runtime, subscribers };
    assert.equal((await redrive(reachable, id, { dryRun: true })).status, "would-pass");
    assert.equal(calls.length, 0);
    const failed = await redrive(reachable, id);
    assert.deepEqual([failed.status, failed.problem?.message], ["failed", "The subscriber of somebody answered 503."]);
    // Delivered, and killed before the letter closes: it is open, and the next redrive delivers the same event.
    answer = () => {};
    const dying = { ...reachable.stores.deadLetters, change: async () => Promise.reject(new Error("kill -9")) };
    await assert.rejects(redrive({ ...reachable, stores: { ...runtime.stores, deadLetters: dying } }, id), /kill -9/);
    assert.equal((await showLetter(runtime.stores, id))?.letter.closed, undefined);
    assert.deepEqual(await redrive(reachable, id), { id, status: "redriven", resumed: 0 });
    assert.equal((await showLetter(runtime.stores, id))?.letter.closed?.how, "redriven");
    assert.equal((await redrive(reachable, id)).problem?.code, "letter-closed");
    assert.deepEqual(calls, Array(3).fill(["somebody", stranger, 30]));
    const edit = { payload: 2, by: "kim", why: "test" };
    assert.equal((await redrive(reachable, id, { edit })).status, "refused");
  });
});

test("the app's own process gets its event where there is a client of the processes", async () => {
  const app = questApp();
  const rig = questRig(app);
  const event = messageFrom(app.messages, Opened.create({ questId: "q", size: 1 }), 1).envelope;
  const id = await letterFor(rig.runtime, "quest", event);
  const refused = await redrive(rig.runtime, id);
  assert.equal(refused.problem?.code, "subscriber-unknown");
  assert.match(refused.problem?.message ?? "", /redrive over HTTP/);
  const processes = { client: rig.processes.client, tuning: readTuning(app, {}) };
  const running = { ...rig.runtime, processes };
  assert.equal((await redrive(running, id, { dryRun: true })).status, "would-pass");
  await rig.pump();
  assert.equal(rig.sent().length, 0);
  assert.equal((await redrive(running, id)).status, "redriven");
  await rig.pump();
  assert.equal(rig.sent()[0]?.name, "Ask");
});

test("a subscription is named as the contract's resources name it", () => {
  for (const [name, subscription] of [
    ["creditMerchant", "credit-merchant"],
    ["transfer", "transfer"],
    ["HTTPSink2Go", "http-sink2-go"],
  ]) {
    assert.equal(subscriptionName(name ?? ""), subscription);
  }
});
