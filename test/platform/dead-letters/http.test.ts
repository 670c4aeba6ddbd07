import assert from "node:assert/strict";
import { it } from "node:test";
import { routesOf } from "../../../platform/http/routes.ts";
import { onEveryGround, outcome, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

const base = "/api/admin/dead-letters";

onEveryGround("dead letters over HTTP", (open) => {
  it("are listed, shown, redriven and discarded", async () => {
    const switches: Switches = {};
    const rig = await open(tally(switches));
    const poison = await send(rig, "break", { counterId: "c", how: "throw" });
    await send(rig, "break", { counterId: "d", how: "throw" });
    await send(rig, "add", { counterId: "c", amount: 2 });
    await rig.pump();
    const { items } = (await rig.request("GET", base)).body;
    assert.equal(items.length, 2);
    const id = items.find((item: { stream: string }) => item.stream === "counter/c").id;
    const other = items.find((item: { stream: string }) => item.stream === "counter/d").id;
    const shown = (await rig.request("GET", `${base}/${id}`)).body;
    assert.deepEqual([shown.parks, shown.waiting.length, shown.letter.message.data.how], [true, 1, "throw"]);

    const post = (path: string, body?: unknown) => rig.request("POST", `${base}/${path}`, { body });
    assert.equal((await post(`${id}/redrive`, { dryRun: true })).body.status, "would-fail");
    assert.equal((await post(`${id}/redrive`)).body.problem.code, "handler-failed");
    const invalid = await post(`${id}/redrive`, { edit: { payload: { how: 1 }, by: "kim", why: "test" } });
    assert.deepEqual([invalid.status, invalid.body.code, invalid.body.letter], [422, "edit-invalid", id]);
    assert.ok(invalid.body.errors.length > 0);
    switches.decidersWork = true;
    const done = await post(`${id}/redrive`, {});
    assert.deepEqual([done.status, done.body], [200, { id, status: "redriven", resumed: 1 }]);
    assert.equal((await outcome(rig, poison)).status, "succeeded");
    assert.equal((await post(`${id}/redrive`)).status, 404);

    assert.equal((await post(`${other}/discard`, { by: "kim", reason: "" })).status, 422);
    assert.equal((await post(`${other}/discard`, { by: "kim", reason: "test" })).body.status, "discarded");
    assert.equal((await post(`${other}/discard`, { by: "kim", reason: "test" })).body.code, "letter-closed");
    assert.deepEqual((await rig.request("GET", base)).body.items, []);
    assert.equal((await rig.request("GET", `${base}?all=true`)).body.items.length, 1);
  });

  it("refuse what is not a request", async () => {
    const rig = await open(tally());
    for (const body of [
      [],
      { dryRun: "yes" },
      { force: 1 },
      { force: true, by: 1 },
      { surprise: 1 },
      { edit: 5 },
      { edit: { payload: {}, by: 1, why: "" } },
    ]) {
      assert.equal((await rig.request("POST", `${base}/x/redrive`, { body })).status, 400, JSON.stringify(body));
    }
    assert.equal((await rig.request("POST", `${base}/x/discard`, { body: {} })).status, 400);
    assert.equal((await rig.request("GET", `${base}/x`)).status, 404);
    assert.equal((await rig.request("GET", `${base}?all=maybe`)).status, 400);
    assert.equal((await rig.request("DELETE", `${base}/x`)).status, 405);
  });

  it("ask for the master key", () => {
    const routes = routesOf(tally()).filter(({ route }) => route.startsWith("api/admin/"));
    assert.equal(routes.filter(({ route }) => route.startsWith("api/admin/dead-letters")).length, 4);
    assert.ok(routes.every(({ authLevel }) => authLevel === "admin"));
  });
});
