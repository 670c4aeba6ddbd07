import assert from "node:assert/strict";
import { it } from "node:test";
import { rebuild } from "../../../platform/read-models/rebuild.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { onEveryGround, outcome, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

onEveryGround("a poison message parks its stream, not its batch", (open) => {
  for (const how of ["throw", "invalid", "stranger", "elsewhere"]) {
    it(`a decider that goes wrong (${how}) is tried again, then parked`, async () => {
      const rig = await open(tally());
      await send(rig, "add", { counterId: "bad", amount: 1 });
      const poison = await send(rig, "break", { counterId: "bad", how });
      const behind = await send(rig, "add", { counterId: "bad", amount: 2 });
      const other = await send(rig, "add", { counterId: "good", amount: 3 });
      await rig.pump();
      const failed = await outcome(rig, poison);
      assert.equal(failed.status, "failed");
      assert.equal((await outcome(rig, behind)).status, "accepted");
      assert.equal((await outcome(rig, other)).status, "succeeded");
      const letter = await rig.stores.deadLetters.readLetter("counter/bad", failed.deadLetter);
      assert.equal(letter?.attempts.length, 3);
      assert.equal(letter?.handler, "commands");
      assert.equal(letter?.faults.length, how === "invalid" ? 1 : 0);
      assert.ok(letter?.error.stack);
      const waiting = await rig.stores.deadLetters.waiting("counter/bad", "commands");
      assert.deepEqual(
        waiting.map((record) => record.message.id),
        [behind.body.commandId],
      );
      const told = (await rig.request("GET", "/api/notifications?recipient=bad")).body.items;
      assert.deepEqual(told.at(-1).data.deadLetter ?? told.at(0).data.deadLetter, failed.deadLetter);
    });
  }

  it("delivered again, it changes nothing", async () => {
    const app = tally();
    const rig = await open(app);
    await send(rig, "add", { counterId: "bad", amount: 1 });
    const poison = await send(rig, "break", { counterId: "bad", how: "throw" });
    await send(rig, "add", { counterId: "bad", amount: 2 });
    await rig.pump();
    const before = [await outcome(rig, poison), await rig.stores.deadLetters.waiting("counter/bad", "commands")];
    const { commands, events } = rig.fresh.feeds;
    void commands;
    void events;
    const again = await open(app, { on: rig.fresh });
    await again.pump();
    assert.deepEqual(
      [await outcome(again, poison), await rig.stores.deadLetters.waiting("counter/bad", "commands")],
      before,
    );
    assert.equal((await rig.stores.events.readAfter("counter/bad", 0, 100)).length, 1);
  });

  it("a projection that throws parks for itself, the event is published, and a rebuild frees it", async () => {
    const switches: Switches = { projectionThrowsOn: "poison" };
    const app = tally(switches);
    const rig = await open(app);
    await send(rig, "add", { counterId: "a", amount: 1 });
    await send(rig, "add", { counterId: "a", amount: 2, note: "poison" });
    await send(rig, "add", { counterId: "a", amount: 4 });
    await send(rig, "add", { counterId: "b", amount: 8 });
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 1);
    assert.equal((await rig.request("GET", "/api/counters/b")).body.total, 8);
    assert.equal((await rig.request("GET", "/api/counters/a/additions")).body.items.length, 3);
    assert.equal(rig.publisher.published.length, 4);
    const [parked] = (await rig.stores.deadLetters.parked(["counter/a"])).filter(
      (p) => p.handler === "projection-counters",
    );
    assert.equal(parked?.version, 2);
    assert.equal((await rig.stores.deadLetters.waiting("counter/a", "projection-counters")).length, 1);

    const failing = await rebuild(app, rig.stores, { only: ["counters"] });
    assert.deepEqual(
      failing[0]?.failures.map((failure) => failure.stream),
      ["counter/a"],
    );

    delete switches.projectionThrowsOn;
    const [report] = await rebuild(app, rig.stores, { only: ["counters"] });
    assert.deepEqual(report, { readModel: "counters", documents: 2, written: 1, removed: 0, failures: [] });
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 7);
    assert.deepEqual(await rig.stores.deadLetters.waiting("counter/a", "projection-counters"), []);
    await send(rig, "add", { counterId: "a", amount: 16 });
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 23);
    assert.deepEqual(await verify(app, rig.stores), []);
  });

  it("a notifier that throws parks for itself only", async () => {
    const rig = await open(tally({ notifierThrowsOn: "poison" }));
    await send(rig, "add", { counterId: "a", amount: 1, note: "poison" });
    await send(rig, "add", { counterId: "a", amount: 2 });
    await send(rig, "add", { counterId: "b", amount: 4 });
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 3);
    assert.deepEqual((await rig.request("GET", "/api/notifications?recipient=a")).body.items, []);
    assert.equal((await rig.request("GET", "/api/notifications?recipient=b")).body.items.length, 1);
    assert.equal((await rig.stores.deadLetters.waiting("counter/a", "notifier-TotalChanged")).length, 1);
  });
});
