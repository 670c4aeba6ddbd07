import assert from "node:assert/strict";
import { it } from "node:test";
import { onEveryGround, type Rig, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

const base = "/api/admin/read-models";

const document = async (rig: Rig, model: string, partition: string, id = partition) =>
  (await rig.request("GET", `${base}/${model}/document?partition=${partition}&id=${id}`)).body;

onEveryGround("read models over the admin API", (open) => {
  it("are listed with their documents, page by page", async () => {
    const rig = await open(tally());
    for (const counterId of ["c", "a", "b"]) await send(rig, "add-many", { counterId, times: 2, ref: counterId });
    await rig.pump();
    const { items } = (await rig.request("GET", base)).body;
    assert.deepEqual(items[0], { name: "counters", container: "counters", per: "stream", events: ["Added"] });
    const ids: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await rig.request("GET", `${base}/counters?limit=2${cursor}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.cursor === undefined) break;
      cursor = `&cursor=${body.cursor}`;
    }
    assert.deepEqual(ids, ["a", "b", "c"]);
    assert.equal((await rig.request("GET", `${base}/additions?partition=b`)).body.items.length, 2);
    assert.equal((await rig.request("GET", `${base}/unheard`)).status, 404);
    assert.equal((await rig.request("GET", `${base}/counters?cursor=e30`)).status, 400);
  });

  it("show a document beside a fresh fold, and where they differ", async () => {
    const rig = await open(tally());
    await send(rig, "add", { counterId: "a", amount: 4, note: "x" });
    await send(rig, "add", { counterId: "b", amount: 1, note: "x" });
    await rig.pump();
    for (const [model, partition, id, folded] of [
      ["counters", "a", "a", "all"],
      ["additions", "a", "000000000001", "all"],
      ["noted", "x", "x", "seen"],
    ] as const) {
      const found = await document(rig, model, partition, id);
      assert.deepEqual([found.same, found.differences, found.folded], [true, [], folded], model);
      assert.deepEqual(found.stored, found.fresh);
    }
    assert.deepEqual((await document(rig, "noted", "x")).seen, { "counter/a": 1, "counter/b": 1 });
    const wrong = { counterId: "a", total: 5, parity: "even", version: 1, extra: { "a/b": 1 } };
    const record = { id: "a", partition: "a", data: wrong, seen: { "counter/a": 1 } };
    await rig.stores.readModels.write("counters", record, "any");
    const found = await document(rig, "counters", "a");
    assert.deepEqual([found.same, found.differences.sort()], [false, ["/extra", "/total"]]);
    await rig.stores.readModels.write("counters", { ...record, id: "ghost", partition: "ghost", seen: {} }, "any");
    assert.equal((await document(rig, "counters", "ghost")).fresh, null);
    const [{ etag } = { etag: "" }] = [await rig.stores.readModels.read("counters", "b", "b")].flatMap(
      (one) => one ?? [],
    );
    await rig.stores.readModels.remove("counters", "b", "b", etag);
    const gone = await document(rig, "counters", "b");
    assert.deepEqual([gone.stored, gone.fresh.total, gone.same, gone.differences], [null, 1, false, [""]]);
  });

  it("say why a document cannot be folded", async () => {
    const switches: Switches = {};
    const rig = await open(tally(switches));
    await send(rig, "add", { counterId: "a", amount: 4, note: "bad" });
    await rig.pump();
    switches.projectionThrowsOn = "bad";
    const found = await document(rig, "counters", "a");
    assert.deepEqual([found.same, found.fresh], [false, null]);
    assert.match(found.error, /Broken fold/);
  });

  it("refuse what is not a question", async () => {
    const rig = await open(tally());
    for (const query of ["", "?partition=a", "?id=a", "?partition=&id=a", "?partition=a&id=a&x=1"]) {
      assert.equal((await rig.request("GET", `${base}/counters/document${query}`)).status, 400, query);
    }
    assert.equal((await rig.request("GET", `${base}/counters/document?partition=a&id=a`)).status, 404);
    assert.equal((await rig.request("GET", `${base}/unheard/document?partition=a&id=a`)).status, 404);
  });
});
