import assert from "node:assert/strict";
import { it } from "node:test";
import { listLetters, showLetter } from "../../../platform/dead-letters/letters.ts";
import { discard } from "../../../platform/dead-letters/redrive/discard.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { driven } from "../../../platform/testing/drive.ts";
import { onEveryGround, outcome, type Rig, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

/** A stream whose second command is poison, with two commands behind it. */
async function poisoned(rig: Rig) {
  await send(rig, "add", { counterId: "bad", amount: 1 });
  const poison = await send(rig, "break", { counterId: "bad", how: "throw" });
  const behind = await send(rig, "add", { counterId: "bad", amount: 2 });
  const last = await send(rig, "add", { counterId: "bad", amount: 5000 });
  await rig.pump();
  const [line] = await listLetters(rig.stores);
  return { poison, behind, last, id: line?.id ?? "" };
}

async function amounts(rig: Rig): Promise<unknown[]> {
  const events = await rig.stores.events.readAfter("counter/bad", 0, 100);
  return events.map(({ envelope }) => (envelope.data as { amount: number }).amount);
}

onEveryGround("a letter is redriven", (open) => {
  it("a command, in its place before those that wait, and each has its outcome", async () => {
    const switches: Switches = {};
    const app = tally(switches);
    const rig = await open(app);
    const { poison, behind, last, id } = await poisoned(rig);
    const detail = await showLetter(rig.stores, id);
    assert.equal(detail?.parks, true);
    assert.deepEqual(
      detail?.waiting.map(({ messageId }) => messageId),
      [behind.body.commandId, last.body.commandId],
    );
    assert.equal((await redrive(rig.runtime, id, { dryRun: true })).status, "would-fail");
    const failed = await redrive(rig.runtime, id);
    assert.equal(failed.status, "failed");
    assert.equal(failed.problem?.code, "handler-failed");
    assert.equal((await showLetter(rig.stores, id))?.letter.attempts.length, 4);
    assert.equal((await outcome(rig, poison)).status, "failed");

    switches.decidersWork = true;
    assert.deepEqual(await redrive(rig.runtime, id, { dryRun: true }), { id, status: "would-pass", resumed: 2 });
    assert.deepEqual(await amounts(rig), [1]);
    assert.deepEqual(await redrive(rig.runtime, id), { id, status: "redriven", resumed: 2 });
    assert.deepEqual(await amounts(rig), [1, 1, 2]);
    assert.equal((await outcome(rig, poison)).status, "succeeded");
    assert.equal((await outcome(rig, behind)).status, "succeeded");
    assert.equal((await outcome(rig, last)).rejection.code, "too-much");
    await send(rig, "add", { counterId: "bad", amount: 4 });
    await rig.pump();
    assert.deepEqual(await amounts(rig), [1, 1, 2, 4]);
    assert.deepEqual(await listLetters(rig.stores, { all: true }), []);
    assert.equal((await redrive(rig.runtime, id)).problem?.code, "letter-not-found");
    assert.deepEqual(await verify(app, rig.stores), []);
    const before = await rig.stores.events.readAfter("counter/bad", 0, 100);
    await (await open(app, { on: rig.fresh })).pump();
    assert.deepEqual(await rig.stores.events.readAfter("counter/bad", 0, 100), before);
  });

  it("with a repaired payload, which is checked and stays on record", async () => {
    const rig = await open(tally());
    await send(rig, "break", { counterId: "bad", how: "elsewhere" });
    await rig.pump();
    const [line] = await listLetters(rig.stores);
    const id = line?.id ?? "";
    const by = { by: "kim", why: "typed wrongly" };
    const refusal = async (payload: unknown, who = by) =>
      (await redrive(rig.runtime, id, { edit: { payload, ...who } })).problem;
    assert.equal((await refusal({ counterId: "bad" }))?.code, "edit-invalid");
    assert.ok((await refusal({ counterId: "bad" }))?.faults?.length);
    assert.equal((await refusal({ counterId: "other", how: "throw" }))?.code, "edit-moves-stream");
    assert.equal((await refusal({ counterId: "bad", how: "throw" }, { ...by, why: " " }))?.code, "edit-unsigned");
    assert.equal((await showLetter(rig.stores, id))?.letter.edits, undefined);

    const edit = { payload: { counterId: "bad", how: "invalid" }, ...by };
    assert.equal((await redrive(rig.runtime, id, { edit, dryRun: true })).status, "would-fail");
    assert.equal((await showLetter(rig.stores, id))?.letter.edits, undefined);
    assert.equal((await redrive(rig.runtime, id, { edit })).status, "failed");
    const letter = (await showLetter(rig.stores, id))?.letter;
    assert.deepEqual(letter?.message.data, edit.payload);
    assert.equal(letter?.faults.length, 1);
    assert.equal((await redrive(rig.runtime, id, { edit })).status, "failed");
    assert.equal((await showLetter(rig.stores, id))?.letter.edits?.length, 1);
    const [first] = letter?.edits ?? [];
    assert.deepEqual([first?.by, first?.why, first?.original], [by.by, by.why, { counterId: "bad", how: "elsewhere" }]);
  });

  it("a repaired command succeeds under its own id, and the letter is kept closed", async () => {
    const switches: Switches = {};
    const rig = await open(tally(switches));
    const { poison, id } = await poisoned(rig);
    switches.decidersWork = true;
    const edit = { payload: { counterId: "bad", how: "anything" }, by: "kim", why: "because" };
    assert.equal((await redrive(rig.runtime, id, { edit })).status, "redriven");
    assert.equal((await outcome(rig, poison)).status, "succeeded");
    assert.deepEqual(await listLetters(rig.stores), []);
    const [line] = await listLetters(rig.stores, { all: true });
    assert.equal(line?.closed?.how, "redriven");
    assert.equal((await redrive(rig.runtime, id)).problem?.code, "letter-closed");
  });

  it("a message behind it that fails parks the stream anew", async () => {
    const switches: Switches = {};
    const rig = await open(tally(switches));
    await send(rig, "break", { counterId: "bad", how: "throw" });
    const second = await send(rig, "break", { counterId: "bad", how: "stranger" });
    const third = await send(rig, "add", { counterId: "bad", amount: 8 });
    await rig.pump();
    const [line] = await listLetters(rig.stores);
    const edit = { payload: { counterId: "bad", how: "ok" }, by: "kim", why: "first one only" };
    switches.decidersWork = true;
    const before = switches;
    // Works once: for the letter's own message.
    const runtime = {
      ...rig.runtime,
      log: () => {},
      stores: { ...rig.stores, deadLetters: breakAfterTouch(rig, before) },
    };
    const report = await driven(rig.clock, redrive(runtime, line?.id ?? "", { edit }));
    assert.equal(report.status, "redriven");
    assert.ok(report.stoppedBy);
    assert.equal((await outcome(rig, second)).deadLetter, report.stoppedBy);
    assert.equal((await showLetter(rig.stores, report.stoppedBy))?.letter.attempts.length, 3);
    assert.equal((await outcome(rig, third)).status, "accepted");
    switches.decidersWork = true;
    assert.deepEqual(await redrive(rig.runtime, report.stoppedBy ?? ""), {
      id: report.stoppedBy,
      status: "redriven",
      resumed: 1,
    });
    assert.deepEqual(await amounts(rig), [1, 1, 8]);
    assert.equal((await outcome(rig, third)).status, "succeeded");
  });

  it("a projection catches up in order, a notifier tells once, and neither takes an edit", async () => {
    const switches: Switches = { projectionThrowsOn: "poison", notifierThrowsOn: "poison" };
    const app = tally(switches);
    const rig = await open(app);
    for (const [amount, note] of [[1], [2, "poison"], [4]] as const) {
      await send(rig, "add", { counterId: "a", amount, ...(note === undefined ? {} : { note }) });
    }
    await rig.pump();
    const lines = await listLetters(rig.stores);
    assert.deepEqual(lines.map(({ handler }) => handler).sort(), ["notifier-TotalChanged", "projection-counters"]);
    const edit = { payload: {}, by: "kim", why: "no" };
    for (const { id } of lines) {
      assert.equal((await redrive(rig.runtime, id, { dryRun: true })).status, "would-fail");
      assert.equal((await redrive(rig.runtime, id, { edit })).problem?.code, "edit-of-a-fact");
      assert.equal((await redrive(rig.runtime, id)).status, "failed");
    }
    delete switches.projectionThrowsOn;
    delete switches.notifierThrowsOn;
    const inOrder = lines.toSorted((a, b) => (a.handler < b.handler ? 1 : -1));
    for (const { id } of inOrder) {
      assert.deepEqual(await redrive(rig.runtime, id), { id, status: "redriven", resumed: 1 });
    }
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 7);
    const told = (await rig.request("GET", "/api/notifications?recipient=a")).body.items;
    assert.deepEqual(
      told.map((item: { data: { total: number } }) => item.data.total),
      [1, 3, 7],
    );
    assert.deepEqual(await verify(app, rig.stores), []);
  });
});

onEveryGround("a letter is discarded", (open) => {
  it("a command stays failed, what waits goes on, and a redelivery parks nothing", async () => {
    const app = tally();
    const rig = await open(app);
    const { poison, behind, id } = await poisoned(rig);
    assert.equal((await discard(rig.runtime, id, { by: "kim", reason: "" })).problem?.code, "discard-unsigned");
    assert.deepEqual(await discard(rig.runtime, id, { by: "kim", reason: "never meant" }), {
      id,
      status: "discarded",
      resumed: 2,
    });
    assert.equal((await outcome(rig, poison)).status, "failed");
    assert.equal((await outcome(rig, behind)).status, "succeeded");
    assert.deepEqual(await amounts(rig), [1, 2]);
    await (await open(app, { on: rig.fresh })).pump();
    assert.deepEqual(await listLetters(rig.stores), []);
    assert.deepEqual(await rig.stores.deadLetters.parked(["counter/bad"]), []);
    const [line] = await listLetters(rig.stores, { all: true });
    assert.deepEqual([line?.closed?.by, line?.closed?.why], ["kim", "never meant"]);
    assert.equal((await redrive(rig.runtime, id)).problem?.code, "letter-closed");
  });

  it("an event that is delivered again is passed over", async () => {
    const app = tally({ notifierThrowsOn: "poison" });
    const rig = await open(app);
    await send(rig, "add", { counterId: "a", amount: 1, note: "poison" });
    await rig.pump();
    const [line] = await listLetters(rig.stores);
    await discard(rig.runtime, line?.id ?? "", { by: "kim", reason: "nobody reads it" });
    await (await open(app, { on: rig.fresh })).pump();
    assert.deepEqual(await listLetters(rig.stores), []);
    await send(rig, "add", { counterId: "a", amount: 2 });
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/notifications?recipient=a")).body.items.length, 1);
  });
});

/** The deciders break at the first touch of the marker, so after the letter's own message. */
function breakAfterTouch(rig: Rig, switches: Switches): Rig["stores"]["deadLetters"] {
  const { deadLetters } = rig.stores;
  return {
    ...deadLetters,
    waiting(partition, handler) {
      delete switches.decidersWork;
      return deadLetters.waiting(partition, handler);
    },
  };
}
