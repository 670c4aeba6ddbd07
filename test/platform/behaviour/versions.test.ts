import assert from "node:assert/strict";
import { it } from "node:test";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { publishEvents } from "../../../platform/events/publish-events.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { handleReaction } from "../../../platform/reactions/handle-reaction.ts";
import { rebuild } from "../../../platform/read-models/rebuild.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { onEveryGround, outcome, type Rig, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";
import { tallyLater } from "../support/tally-versions.ts";

const shown = (events: readonly Envelope[]) => events.map(({ id, type, data }) => [id, type, data]);
const notified = async (rig: Pick<Rig, "request">, more = "") =>
  (await rig.request("GET", `/api/notifications?recipient=a${more}`)).body.items.map((item: Envelope) => [
    item.type,
    item.data,
  ]);

onEveryGround("events of an earlier version are seen in the newest", (open) => {
  it("by folds, projections, notifiers, rebuild and verification", async () => {
    const before = await open(tally());
    await send(before, "add", { counterId: "a", amount: 599, note: "old" });
    await send(before, "add", { counterId: "a", amount: 1 });
    await before.pump();
    const app = tallyLater();
    const rig = await open(app, { on: before.fresh });
    const full = await send(rig, "add", { counterId: "a", by: 600, note: "new" }, { "message-version": "2" });
    await send(rig, "add", { counterId: "a", by: 300, note: "new" }, { "message-version": "2" });
    await rig.pump();
    assert.equal((await outcome(rig, full)).status, "rejected", "the fold saw the 600 from before");
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 900);
    const stored = await rig.stores.events.readAfter("counter/a", 0, 10);
    assert.deepEqual(
      stored.map(({ envelope }) => [envelope.type, envelope.data]),
      [
        ["tally.Added.v1", { counterId: "a", amount: 599, note: "old" }],
        ["tally.Added.v1", { counterId: "a", amount: 1 }],
        ["tally.Added.v2", { counterId: "a", by: 300, note: "new" }],
      ],
      "what is stored stays as it is",
    );
    const [report] = await rebuild(app, rig.stores, { only: ["noted"] });
    assert.deepEqual([report?.documents, report?.failures], [3, []], "keys come from the newest version");
    await rebuild(app, rig.stores);
    assert.deepEqual(await verify(app, rig.stores), []);
  });

  it("and a command that was stored before the deployment is decided in its newest version", async () => {
    const before = await open(tally());
    const sent = await send(before, "add", { counterId: "a", amount: 3 });
    const rig = await open(tallyLater(), { on: before.fresh });
    await rig.pump();
    assert.equal((await outcome(rig, sent)).status, "succeeded");
    const [event] = await rig.stores.events.readAfter("counter/a", 0, 10);
    assert.deepEqual(event?.envelope.data, { counterId: "a", by: 3, note: "none" });
  });

  it("an upcaster that throws parks the stream like any handler, and nothing is lost", async () => {
    const before = await open(tally());
    await send(before, "add", { counterId: "a", amount: 1, note: "bad" });
    await send(before, "add", { counterId: "b", amount: 2 });
    const switches = { upcasterThrowsOn: "bad" };
    // Decided before the deployment; what comes of it is handled after it.
    await handleCommands(before.runtime, await before.fresh.feeds.commands.next(100));
    before.fresh.feeds.commands.commit();
    const rig = await open(tallyLater(switches), { on: before.fresh });
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/counters/a")).status, 404);
    assert.equal((await rig.request("GET", "/api/counters/b")).body.total, 2, "other streams go on");
    const letters = await listLetters(rig.stores, { all: false });
    assert.deepEqual(letters.map(({ handler }) => handler).sort(), [
      "notifier-TotalChanged",
      "projection-additions",
      "projection-counters",
      "projection-noted",
      "publish",
    ]);
    const letter = letters.find(({ handler }) => /counters/.test(handler));
    assert.ok(letter);
    const dry = await redrive(rig.runtime, letter.id, { dryRun: true });
    assert.deepEqual(
      [dry.status, /upcaster of Added from version 1 threw: Broken/.test(dry.problem?.message ?? "")],
      ["would-fail", true],
    );
    switches.upcasterThrowsOn = "";
    for (const { id } of letters) assert.equal((await redrive(rig.runtime, id)).status, "redriven");
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 1);
  });

  it("one of a version that is not known (any more, or yet) parks its stream and is not passed over", async () => {
    const later = await open(tallyLater());
    await send(later, "add", { counterId: "a", by: 3, note: "new" }, { "message-version": "2" });
    await later.pump();
    const rig = await open(tally(), { on: later.fresh });
    const sent = await send(rig, "add", { counterId: "a", amount: 4 });
    await rig.pump();
    const { status, deadLetter } = await outcome(rig, sent);
    assert.equal(status, "failed");
    const letters = await listLetters(rig.stores, { all: false });
    const said = letters.find(({ id }) => id === deadLetter);
    assert.match(JSON.stringify(said), /knows Added in the versions 1/);
  });
});

onEveryGround("outsiders get the versions that they use", (open) => {
  it("until the sunset, each under a type and an id of its own; the app itself takes each event once", async () => {
    const rig = await open(tallyLater());
    await send(rig, "add", { counterId: "a", by: 3, note: "new" }, { "message-version": "2" });
    await rig.pump();
    assert.deepEqual(shown(rig.publisher.published), [
      ["counter:a:1", "tally.Added.v2", { counterId: "a", by: 3, note: "new" }],
      ["counter:a:1~v1", "tally.Added.v1", { counterId: "a", amount: 3, note: "new" }],
    ]);
    assert.equal(rig.publisher.published[1]?.dataschema, "https://tally.example/Added.v1.json");
    await rig.clock.advance(Date.parse("2026-07-01T00:00:00Z") - rig.clock.now() - 1);
    await send(rig, "add", { counterId: "b", by: 1, note: "last" }, { "message-version": "2" });
    await rig.pump();
    await rig.clock.advance(1);
    await send(rig, "add", { counterId: "c", by: 1, note: "late" }, { "message-version": "2" });
    await rig.pump();
    assert.deepEqual(
      rig.publisher.published.slice(2).map(({ id }) => id),
      ["counter:b:1", "counter:b:1~v1", "counter:c:1"],
    );
  });

  it("an event from before goes out as it was stored, and is upcast for the others", async () => {
    const before = await open(tally());
    await send(before, "add", { counterId: "a", amount: 3 });
    await before.pump();
    const rig = await open(tallyLater(), { on: before.fresh });
    const events = await rig.stores.events.readAfter("counter/a", 0, 10);
    await publishEvents(rig.runtime, events);
    assert.deepEqual(shown(rig.publisher.published), [
      ["counter:a:1", "tally.Added.v1", { counterId: "a", amount: 3 }],
      ["counter:a:1~v2", "tally.Added.v2", { counterId: "a", by: 3, note: "none" }],
    ]);
    await rig.clock.advance(Date.parse("2026-07-01T00:00:00Z") - rig.clock.now());
    await publishEvents(rig.runtime, events);
    assert.deepEqual(shown(rig.publisher.published).slice(2), [
      ["counter:a:1", "tally.Added.v2", { counterId: "a", by: 3, note: "none" }],
    ]);
  });

  it("a conversion that throws, or makes what is invalid, gets a letter; the other versions go out", async () => {
    const switches = { downcasterThrowsOn: "bad", downcasterLies: "lie" };
    const rig = await open(tallyLater(switches));
    await send(rig, "add", { counterId: "a", by: 3, note: "bad" }, { "message-version": "2" });
    await send(rig, "add", { counterId: "b", by: 3, note: "lie" }, { "message-version": "2" });
    await rig.pump();
    const ids = () => rig.publisher.published.map(({ id }) => id).sort();
    assert.deepEqual(ids(), ["counter:a:1", "counter:b:1"]);
    const letters = await listLetters(rig.stores, { all: false });
    assert.deepEqual(
      letters.map(({ handler }) => handler),
      ["publish", "publish"],
    );
    for (const { id } of letters) {
      assert.equal((await redrive(rig.runtime, id, { dryRun: true })).status, "would-fail");
    }
    switches.downcasterThrowsOn = switches.downcasterLies = "";
    for (const { id } of letters) assert.equal((await redrive(rig.runtime, id)).status, "redriven");
    assert.deepEqual([...new Set(ids())], ["counter:a:1", "counter:a:1~v1", "counter:b:1", "counter:b:1~v1"]);
  });

  it("a reader of notifications gets the newest version, or the one it has asked for", async () => {
    const before = await open(tally());
    await send(before, "add", { counterId: "a", amount: 3 });
    await before.pump();
    const rig = await open(tallyLater(), { on: before.fresh });
    await send(rig, "add", { counterId: "a", by: 4, note: "new" }, { "message-version": "2" });
    await rig.pump();
    assert.deepEqual(await notified(rig), [
      ["tally.TotalChanged.v2", { recipient: "a", sum: 3 }],
      ["tally.TotalChanged.v2", { recipient: "a", sum: 7 }],
    ]);
    assert.deepEqual(await notified(rig, "&versions=TotalChanged:1"), [
      ["tally.TotalChanged.v1", { recipient: "a", total: 3 }],
      ["tally.TotalChanged.v1", { recipient: "a", total: 7 }],
    ]);
    const ask = (versions: string) => rig.request("GET", `/api/notifications?recipient=a&versions=${versions}`);
    assert.equal((await ask("TotalChanged:1")).headers["sunset"], "Wed, 01 Jul 2026 00:00:00 GMT");
    assert.equal((await ask("TotalChanged:2")).status, 200);
    for (const wrong of ["TotalChanged", "Added:1", "TotalChanged:0", "", "TotalChanged:1,TotalChanged:2"]) {
      assert.deepEqual([(await ask(wrong)).status, (await ask(wrong)).body.code], [400, "invalid-query"], wrong);
    }
    assert.deepEqual(
      [(await ask("TotalChanged:3")).status, (await ask("TotalChanged:3")).body.code],
      [400, "version-unknown"],
    );
    await rig.clock.advance(Date.parse("2026-07-01T00:00:00Z") - rig.clock.now());
    assert.deepEqual(
      [(await ask("TotalChanged:1")).status, (await ask("TotalChanged:1")).body.code],
      [410, "version-ended"],
    );
  });
});

onEveryGround("clients send the versions that they know", (open) => {
  it("an old client goes on without the header, and is told when that ends", async () => {
    const rig = await open(tallyLater());
    const sent = await send(rig, "add", { counterId: "a", amount: 3 });
    assert.deepEqual(
      [sent.status, sent.headers["message-version"], sent.headers["sunset"], sent.headers["deprecation"]],
      [202, "1", "Wed, 01 Jul 2026 00:00:00 GMT", `@${Math.floor(rig.clock.now() / 1000)}`],
    );
    await rig.pump();
    assert.equal((await outcome(rig, sent)).status, "succeeded");
    const wrong = await send(rig, "add", { counterId: "a", by: 3, note: "new" });
    assert.deepEqual([wrong.status, wrong.body.code, wrong.headers["message-version"]], [400, "invalid-payload", "1"]);
    const newest = await send(rig, "add", { counterId: "a", by: 3, note: "new" }, { "message-version": "2" });
    assert.deepEqual([newest.status, newest.headers["sunset"]], [202, undefined]);
    for (const [header, status, code] of [
      ["3", 400, "version-unknown"],
      ["0", 400, "invalid-header"],
      ["1.0", 400, "invalid-header"],
    ] as const) {
      const answer = await send(rig, "add", { counterId: "a", amount: 4 }, { "message-version": header });
      assert.deepEqual([answer.status, answer.body.code], [status, code], header);
    }
    assert.equal((await send(rig, "touch", { counterId: "a", n: 1 }, { "message-version": "1" })).status, 202);
  });

  it("after the sunset the version is refused, and the newest is what counts without a header", async () => {
    const rig = await open(tallyLater());
    await rig.clock.advance(Date.parse("2026-07-01T00:00:00Z") - rig.clock.now());
    const ended = await send(rig, "add", { counterId: "a", amount: 3 }, { "message-version": "1" });
    assert.deepEqual([ended.status, ended.body.code, ended.body.newest], [410, "version-ended", 2]);
    assert.equal((await send(rig, "add", { counterId: "a", amount: 3 })).status, 400);
    assert.equal((await send(rig, "add", { counterId: "a", by: 3, note: "new" })).status, 202);
  });

  it("what was sent before a deployment is known after it, by payload and by key", async () => {
    const before = await open(tally());
    const payload = { counterId: "a", amount: 3 };
    const key = { "idempotency-key": "k1" };
    const byPayload = await send(before, "add", payload);
    const byKey = await send(before, "add", { counterId: "a", amount: 5 }, key);
    await before.pump();
    const rig = await open(tallyLater(), { on: before.fresh });
    const again = await send(rig, "add", payload);
    assert.deepEqual(
      [again.status, again.body.code, again.body.commandId],
      [409, "duplicate-command", byPayload.body.commandId],
    );
    const replayed = await send(rig, "add", { counterId: "a", amount: 5 }, key);
    assert.deepEqual([replayed.status, replayed.body.commandId], [202, byKey.body.commandId]);
    const upgraded = await send(
      rig,
      "add",
      { counterId: "a", by: 5, note: "none" },
      { ...key, "message-version": "2" },
    );
    assert.deepEqual(
      [upgraded.status, upgraded.headers["idempotency-replayed"], upgraded.body.commandId],
      [202, "true", byKey.body.commandId],
      "the same command in the new version, under the same key",
    );
    const other = await send(rig, "add", { counterId: "a", by: 6, note: "none" }, { ...key, "message-version": "2" });
    assert.equal(other.body.code, "idempotency-key-reused");
    await rig.pump();
    assert.equal((await rig.stores.events.readAfter("counter/a", 0, 10)).length, 2);
  });

  it("a reaction acts once on an event that comes in two versions, before and after a deployment", async () => {
    const before = await open(tally());
    await send(before, "add", { counterId: "a", amount: 3 });
    await send(before, "copy", { counterId: "a", to: "b" });
    await before.pump();
    const asked = before.publisher.published.find(({ type }) => type === "tally.CopyAsked.v1");
    assert.ok(asked);
    const app = tallyLater();
    const rig = await open(app, { on: before.fresh });
    const [reaction] = app.reactions;
    assert.ok(reaction);
    await handleReaction(rig.runtime, reaction, asked);
    const data = { counterId: "a", target: "b", amount: 3 };
    await handleReaction(rig.runtime, reaction, { ...asked, id: `${asked.id}~v2`, type: "tally.CopyAsked.v2", data });
    await rig.pump();
    assert.equal((await rig.stores.events.readAfter("counter/b", 0, 10)).length, 1);
    await assert.rejects(
      handleReaction(rig.runtime, reaction, { ...asked, type: "tally.CopyAsked.v3" }),
      /knows CopyAsked in the versions 1, 2/,
    );
  });
});
