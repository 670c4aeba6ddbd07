import assert from "node:assert/strict";
import { it } from "node:test";
import { verify } from "../../../platform/read-models/verify.ts";
import { onEveryGround, outcome, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

onEveryGround("a command becomes a fact that everybody sees", (open) => {
  it("is handled, projected, notified of and published", async () => {
    const rig = await open(tally());
    const sent = await send(rig, "add", { counterId: "a", amount: 3 }, { "x-correlation-id": "corr-1" });
    assert.deepEqual((await outcome(rig, sent)).status, "accepted");
    await rig.pump();
    assert.deepEqual(await outcome(rig, sent), {
      commandId: sent.body.commandId,
      type: "Add",
      correlationId: "corr-1",
      status: "succeeded",
      events: [{ type: "Added", stream: "counter/a", version: 1 }],
    });
    const counter = await rig.request("GET", "/api/counters/a");
    assert.deepEqual(counter.body, { counterId: "a", total: 3, parity: "odd", version: 1 });
    const { items } = (await rig.request("GET", "/api/notifications?recipient=a")).body;
    assert.deepEqual(
      items.map((item: { data: unknown }) => item.data),
      [{ recipient: "a", total: 3 }],
    );
    const [event] = rig.publisher.published;
    assert.equal(event?.id, "counter:a:1");
    assert.equal(event?.correlationid, "corr-1");
    assert.equal(event?.causationid, sent.body.commandId);
  });

  it("is refused with the contract's words, and the state that refused", async () => {
    const rig = await open(tally());
    await send(rig, "add", { counterId: "a", amount: 600 });
    const sent = await send(rig, "add", { counterId: "a", amount: 601 });
    await rig.pump();
    const answer = await outcome(rig, sent);
    assert.equal(answer.status, "rejected");
    assert.deepEqual(answer.rejection, { code: "too-much", message: "The counter is full." });
    const { items } = (await rig.request("GET", "/api/notifications?recipient=a")).body;
    const refused = items.find((item: { type: string }) => item.type === "tally.AddRefused.v1");
    assert.deepEqual(refused.data, { recipient: "a", code: "too-much", message: "The counter is full.", total: 600 });
  });

  it("succeeds without events", async () => {
    const rig = await open(tally());
    const sent = await send(rig, "touch", { counterId: "a", n: 1 });
    await rig.pump();
    assert.deepEqual((await outcome(rig, sent)).events, []);
  });

  it("may cause many events in one transaction, and not one too many", async () => {
    const rig = await open(tally());
    const fits = await send(rig, "add-many", { counterId: "a", times: 100, ref: "r1" });
    const bursts = await send(rig, "add-many", { counterId: "b", times: 101, ref: "r2" });
    await rig.pump();
    assert.equal((await outcome(rig, fits)).events.length, 100);
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 100);
    const failed = await outcome(rig, bursts);
    assert.equal(failed.status, "failed");
    const letter = await rig.stores.deadLetters.readLetter("counter/b", failed.deadLetter);
    assert.match(letter?.error.message ?? "", /at most 100 events/);
  });

  it("is answered by a reaction once, and private events stay private", async () => {
    const rig = await open(tally());
    await send(rig, "add", { counterId: "a", amount: 7 });
    await send(rig, "copy", { counterId: "a", to: "b" });
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/counters/b")).body.total, 7);
    assert.deepEqual(
      rig.publisher.published.map((event) => event.type.split(".")[1]),
      ["Added", "CopyAsked", "Added"],
    );
    const [first, asked, received] = rig.publisher.published;
    assert.equal(asked?.streamversion, 3);
    assert.equal(received?.correlationid, asked?.correlationid);
    assert.notEqual(first?.correlationid, asked?.correlationid);
  });

  it("is handled in order within its stream, over snapshots and a cold start", async () => {
    const app = tally();
    const rig = await open(app);
    for (let n = 1; n <= 12; n++) await send(rig, "add", { counterId: "a", amount: n });
    await rig.pump();
    const snapshot = await rig.stores.snapshots.read("counter/a");
    assert.deepEqual([snapshot?.version, snapshot?.state], [10, { total: 55 }]);
    const again = await open(app, { on: rig.fresh });
    const sent = await send(again, "add", { counterId: "a", amount: 922 });
    const full = await send(again, "add", { counterId: "a", amount: 50 });
    await again.pump();
    assert.equal((await outcome(again, sent)).status, "succeeded");
    assert.equal((await outcome(again, full)).status, "rejected");
    assert.deepEqual(await verify(app, rig.stores), []);
  });

  it("works for stream ids of any letters", async () => {
    const rig = await open(tally());
    for (const counterId of ["a/b?c#d\\e", "ünï cödé 🙂", "..a", "x".repeat(512)]) {
      const sent = await send(rig, "add", { counterId, amount: 1 });
      assert.equal(sent.status, 202, counterId);
      await rig.pump();
      assert.equal((await outcome(rig, sent)).status, "succeeded");
      assert.equal((await rig.request("GET", `/api/counters/${encodeURIComponent(counterId)}`)).body.total, 1);
    }
  });
});
