import assert from "node:assert/strict";
import { it } from "node:test";
import type { RetryPolicies, RetryPolicy } from "../../../platform/app/definition.ts";
import { listLetters, showLetter } from "../../../platform/dead-letters/letters.ts";
import { discard } from "../../../platform/dead-letters/redrive/discard.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { retryLetters } from "../../../platform/dead-letters/redrive/retry-letters.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { onEveryGround, outcome, type Rig, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

const short: RetryPolicy = { attempts: 3, strategy: "exponential", first: 100, max: 1000 };
/** Its waits are 5 s, 1 h, 1 h: the first one in memory. */
const long: RetryPolicy = { attempts: 4, strategy: "exponential", first: 5_000, max: 3_600_000, jitter: 0 };
const hourly: RetryPolicy = { attempts: 4, strategy: "fixed", first: 3_600_000, max: 3_600_000, jitter: 0 };

function app(switches: Switches, own: Partial<RetryPolicies>) {
  return tally(switches, { retry: { commands: short, projections: short, ...own } });
}

async function amounts(rig: Rig, stream = "counter/bad"): Promise<unknown[]> {
  const events = await rig.stores.events.readAfter(stream, 0, 100);
  return events.map(({ envelope }) => (envelope.data as { amount: number }).amount);
}

async function only(rig: Rig) {
  const [line, ...others] = await listLetters(rig.stores);
  assert.ok(line);
  assert.deepEqual(others, []);
  return line;
}

onEveryGround("a wait that is too long to hold up a batch", (open) => {
  it("parks the command until its next try, and then the stream goes on in order", async () => {
    const switches: Switches = {};
    const definition = app(switches, { messages: { Break: hourly } });
    const rig = await open(definition);
    await send(rig, "add", { counterId: "bad", amount: 1 });
    const poison = await send(rig, "break", { counterId: "bad", how: "throw" });
    const behind = await send(rig, "add", { counterId: "bad", amount: 2 });
    const other = await send(rig, "add", { counterId: "good", amount: 4 });
    const begun = rig.clock.now();
    await rig.pump();
    assert.equal((await outcome(rig, other)).status, "succeeded");
    // Not failed: nobody is told of a failure that may not be one.
    assert.equal((await outcome(rig, poison)).status, "accepted");
    assert.equal((await outcome(rig, behind)).status, "accepted");
    assert.deepEqual((await rig.request("GET", "/api/notifications?recipient=bad")).body.items.length, 1);
    const line = await only(rig);
    assert.equal(line.attempts, 1);
    assert.equal(line.parks, true);
    assert.ok(Date.parse(line.retryAt ?? "") >= begun + 3_600_000);

    // Another process, which reads the feeds from their beginning.
    const again = await open(definition, { on: rig.fresh });
    await again.pump();
    assert.deepEqual(await only(again), line);
    assert.equal((await showLetter(again.stores, line.id))?.waiting.length, 1);

    await rig.advance("PT59M");
    assert.equal((await only(rig)).attempts, 1);
    await rig.advance("PT2M");
    assert.equal((await only(rig)).attempts, 2);
    switches.decidersWork = true;
    await rig.advance("PT2H");
    assert.deepEqual(await amounts(rig), [1, 1, 2]);
    assert.equal((await outcome(rig, poison)).status, "succeeded");
    assert.equal((await outcome(rig, behind)).status, "succeeded");
    assert.deepEqual(await listLetters(rig.stores, { all: true }), []);
    assert.deepEqual(await verify(definition, rig.stores), []);
    await (await open(definition, { on: rig.fresh })).pump();
    assert.deepEqual(await amounts(rig), [1, 1, 2]);
  });

  it("ends with an ordinary letter after the last try: then the command has failed", async () => {
    const switches: Switches = {};
    const rig = await open(app(switches, { messages: { Break: hourly } }));
    const poison = await send(rig, "break", { counterId: "bad", how: "throw" });
    const behind = await send(rig, "add", { counterId: "bad", amount: 2 });
    await rig.pump();
    const times = [(await only(rig)).last];
    for (let hour = 1; hour < 4; hour++) {
      await rig.advance("PT62M");
      times.push((await only(rig)).last);
    }
    const line = await only(rig);
    assert.equal(line.retryAt, undefined);
    const letter = (await showLetter(rig.stores, line.id))?.letter;
    assert.deepEqual(
      letter?.attempts.map(({ at }) => at),
      times,
    );
    assert.equal((await outcome(rig, poison)).deadLetter, line.id);
    assert.equal((await outcome(rig, behind)).status, "accepted");
    const told = (await rig.request("GET", "/api/notifications?recipient=bad")).body.items;
    assert.deepEqual(
      told.map((item: { data: unknown }) => item.data),
      [{ recipient: "bad", deadLetter: line.id }],
    );
    await rig.advance("P2D");
    assert.equal((await only(rig)).attempts, 4);
    switches.decidersWork = true;
    assert.equal((await redrive(rig.runtime, line.id)).status, "redriven");
    assert.deepEqual(await amounts(rig), [1, 2]);
  });

  it("parks a projection and a notifier for their own stream; short waits come first", async () => {
    const switches: Switches = { projectionThrowsOn: "poison", notifierThrowsOn: "poison" };
    const definition = app(switches, { messages: { TotalChanged: long }, readModels: { counters: long } });
    const rig = await open(definition);
    for (const [counterId, amount] of [
      ["a", 1],
      ["a", 2],
      ["a", 4],
      ["b", 8],
    ] as const) {
      await send(rig, "add", { counterId, amount, ...(amount === 2 ? { note: "poison" } : {}) });
    }
    await rig.pump();
    const lines = await listLetters(rig.stores);
    assert.deepEqual(lines.map(({ handler, attempts }) => [handler, attempts]).sort(), [
      ["notifier-TotalChanged", 3],
      ["projection-counters", 3],
    ]);
    for (const { retryAt } of lines) assert.ok(retryAt);
    assert.equal((await rig.request("GET", "/api/counters/b")).body.total, 8);
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 1);
    assert.equal((await rig.request("GET", "/api/counters/a/additions")).body.items.length, 3);
    delete switches.projectionThrowsOn;
    delete switches.notifierThrowsOn;
    await rig.advance("PT2H");
    assert.deepEqual(await listLetters(rig.stores, { all: true }), []);
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 7);
    const told = (await rig.request("GET", "/api/notifications?recipient=a")).body.items;
    assert.equal(told.length, 3);
    assert.deepEqual(await verify(definition, rig.stores), []);
  });

  it("holds up nobody when a notifier of a refusal has to try again", async () => {
    const switches: Switches = { refusalThrows: true };
    const rig = await open(app(switches, { messages: { AddRefused: hourly } }));
    await send(rig, "add", { counterId: "bad", amount: 5000 });
    const next = await send(rig, "add", { counterId: "bad", amount: 1 });
    await rig.pump();
    const line = await only(rig);
    assert.equal(line.parks, false);
    assert.ok(line.retryAt);
    assert.equal((await outcome(rig, next)).status, "succeeded");
    delete switches.refusalThrows;
    await rig.advance("PT2H");
    assert.deepEqual(await listLetters(rig.stores, { all: true }), []);
    const told = (await rig.request("GET", "/api/notifications?recipient=bad")).body.items;
    assert.equal(told.filter((item: { data: { code?: string } }) => item.data.code === "too-much").length, 1);
  });
});

onEveryGround("a letter that is tried again by itself", (open) => {
  async function waiting(switches: Switches = {}) {
    const rig = await open(app(switches, { messages: { Break: hourly } }));
    const poison = await send(rig, "break", { counterId: "bad", how: "throw" });
    const behind = await send(rig, "add", { counterId: "bad", amount: 2 });
    await rig.pump();
    return { rig, poison, behind, id: (await only(rig)).id };
  }

  it("may be redriven by a person at any time", async () => {
    const switches: Switches = {};
    const { rig, poison, id } = await waiting(switches);
    assert.equal((await redrive(rig.runtime, id, { dryRun: true })).status, "would-fail");
    assert.equal((await redrive(rig.runtime, id)).status, "failed");
    // A person's try counts, and the next one is as far away as ever.
    const line = await only(rig);
    assert.equal(line.attempts, 2);
    assert.ok(Date.parse(line.retryAt ?? "") >= rig.clock.now() + 3_600_000);
    switches.decidersWork = true;
    assert.deepEqual(await redrive(rig.runtime, id), { id, status: "redriven", resumed: 1 });
    assert.equal((await outcome(rig, poison)).status, "succeeded");
    await rig.advance("P1D");
    assert.deepEqual(await amounts(rig), [1, 2]);
  });

  it("may be discarded: then the command has failed for good, and those behind it go on", async () => {
    const switches: Switches = {};
    const { rig, poison, behind, id } = await waiting(switches);
    assert.deepEqual(await discard(rig.runtime, id, { by: "kim", reason: "wrong" }), {
      id,
      status: "discarded",
      resumed: 1,
    });
    assert.equal((await outcome(rig, poison)).deadLetter, id);
    assert.equal((await outcome(rig, behind)).status, "succeeded");
    const [told] = (await rig.request("GET", "/api/notifications?recipient=bad")).body.items;
    assert.deepEqual(told.data, { recipient: "bad", deadLetter: id });
    switches.decidersWork = true;
    await rig.advance("P1D");
    assert.deepEqual(await amounts(rig), [2]);
    const [line] = await listLetters(rig.stores, { all: true });
    assert.equal(line?.closed?.how, "discarded");
    assert.equal(line?.retryAt, undefined);
  });

  it("keeps a repair, and is kept itself for what was repaired", async () => {
    const switches: Switches = {};
    const { rig, poison, id } = await waiting(switches);
    const edit = { payload: { counterId: "bad", how: "mended" }, by: "kim", why: "typo" };
    assert.equal((await redrive(rig.runtime, id, { edit })).status, "failed");
    assert.ok((await only(rig)).retryAt);
    switches.decidersWork = true;
    await rig.advance("PT3H");
    assert.equal((await outcome(rig, poison)).status, "succeeded");
    const [line] = await listLetters(rig.stores, { all: true });
    assert.equal(line?.closed?.how, "redriven");
    assert.equal(line?.retryAt, undefined);
  });

  it("passes the parking on to one behind it that has to wait, too", async () => {
    const switches: Switches = {};
    const { rig, behind } = await waiting(switches);
    const second = await send(rig, "break", { counterId: "bad", how: "stranger" });
    const last = await send(rig, "add", { counterId: "bad", amount: 8 });
    await rig.pump();
    switches.worksFor = "throw";
    await rig.advance("PT2H");
    assert.equal((await outcome(rig, behind)).status, "succeeded");
    const line = await only(rig);
    assert.equal(line.messageId, second.body.commandId);
    assert.equal(line.parks, true);
    assert.ok(line.retryAt);
    assert.equal((await outcome(rig, second)).status, "accepted");
    assert.equal((await outcome(rig, last)).status, "accepted");
    switches.decidersWork = true;
    await rig.advance("PT2H");
    assert.deepEqual(await amounts(rig), [1, 2, 1, 8]);
    assert.deepEqual(await listLetters(rig.stores, { all: true }), []);
  });

  it("is left to people when nothing handles it any more", async () => {
    const switches: Switches = { notifierThrowsOn: "poison" };
    const definition = app(switches, { messages: { TotalChanged: hourly } });
    const rig = await open(definition);
    await send(rig, "add", { counterId: "a", amount: 1, note: "poison" });
    await rig.pump();
    assert.ok((await only(rig)).retryAt);
    const without = await open({ ...definition, notifiers: [] }, { on: rig.fresh });
    await without.advance("PT2H");
    const line = await only(without);
    assert.equal(line.retryAt, undefined);
    assert.equal((await redrive(without.runtime, line.id)).problem?.code, "unknown-handler");
    assert.deepEqual(await retryLetters(without.runtime), []);
  });
});
