import assert from "node:assert/strict";
import { it } from "node:test";
import { onEveryGround, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";
import { type CasterSwitches, tallyLater } from "../support/tally-versions.ts";

const base = "/api/admin/streams/counter";

onEveryGround("states of a stream over the admin API", (open) => {
  it("come step by step, with what each event has changed", async () => {
    const rig = await open(tally());
    await send(rig, "add", { counterId: "a", amount: 4 });
    await send(rig, "add-many", { counterId: "a", times: 12, ref: "1" });
    await rig.pump();
    const { body } = await rig.request("GET", `${base}/a/states`);
    assert.equal(body.version, 13);
    assert.deepEqual(body.steps.slice(0, 3), [
      { version: 0, state: { total: 0 }, changed: [] },
      { version: 1, event: "Added", state: { total: 4 }, changed: ["/total"] },
      { version: 2, event: "Added", state: { total: 5 }, changed: ["/total"] },
    ]);
    assert.deepEqual([body.steps.length, body.steps[13].state], [14, { total: 16 }]);
    const some = (await rig.request("GET", `${base}/a/states?from=11&to=12`)).body;
    assert.deepEqual(some.steps, [
      { version: 11, state: { total: 14 }, changed: [] },
      { version: 12, event: "Added", state: { total: 15 }, changed: ["/total"] },
    ]);
    assert.deepEqual((await rig.request("GET", `${base}/a/states?from=14`)).body.steps, []);
    assert.equal((await rig.request("GET", `${base}/nobody/states`)).body.steps.length, 1);
    assert.equal((await rig.request("GET", "/api/admin/streams/unheard/a/states")).status, 404);
    for (const query of ["from=2&to=1", "from=-1", "to=x", "surprise=1"]) {
      assert.equal((await rig.request("GET", `${base}/a/states?${query}`)).status, 400, query);
    }
  });

  it("end after a hundred steps", async () => {
    const rig = await open(tally());
    for (const ref of ["1", "2"]) await send(rig, "add-many", { counterId: "a", times: 90, ref });
    await rig.pump();
    const first = (await rig.request("GET", `${base}/a/states`)).body;
    assert.deepEqual([first.steps.length, first.steps.at(-1).version], [100, 99]);
    const next = (await rig.request("GET", `${base}/a/states?from=99`)).body;
    assert.deepEqual([next.steps.length, next.steps.at(-1).state], [82, { total: 180 }]);
  });

  it("show what was brought up, and where the fold does not go on", async () => {
    const before = await open(tally());
    await send(before, "add", { counterId: "a", amount: 2, note: "old" });
    await send(before, "add", { counterId: "a", amount: 3, note: "bad" });
    await before.pump();
    const switches: Switches & CasterSwitches = { upcasterThrowsOn: "bad" };
    const rig = await open(tallyLater(switches), { on: before.fresh });
    const { body } = await rig.request("GET", `${base}/a/states`);
    assert.deepEqual([body.steps.length, body.steps[1].upcastFrom], [2, 1]);
    assert.match(body.error, /upcaster of Added/);
    const events = (await rig.request("GET", `${base}/a`)).body.items;
    assert.deepEqual([events[0].envelope.type, events[0].upcast.type], ["tally.Added.v1", "tally.Added.v2"]);
    assert.match(events[1].upcastError, /upcaster of Added/);
    assert.equal((await rig.request("GET", "/api/admin/messages/counter:a:1")).body.upcast.data.by, 2);
  });
});
