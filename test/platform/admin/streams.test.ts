import assert from "node:assert/strict";
import { it } from "node:test";
import type { StreamSummary } from "../../../platform/admin/shapes.ts";
import { onEveryGround, type Rig, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

const base = "/api/admin/streams";

async function pages(rig: Rig, query: string, limit: number): Promise<readonly StreamSummary[]> {
  const items: StreamSummary[] = [];
  let cursor = "";
  for (let count = 1; ; count++) {
    const answer = await rig.request("GET", `${base}?limit=${limit}${query}${cursor}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    items.push(...answer.body.items);
    if (answer.body.cursor === undefined) return items;
    assert.ok(count < 200, "the list comes to no end");
    cursor = `&cursor=${answer.body.cursor}`;
  }
}

const ids = (items: readonly StreamSummary[]) => items.map(({ streamid }) => streamid);

onEveryGround("streams over the admin API", (open) => {
  it("come with the newest event first, each once, however they are paged", async () => {
    const rig = await open(tally());
    const order = ["d", "b", "a", "b", "e", "c", "d", "d"];
    for (const [index, counterId] of order.entries()) {
      await send(rig, "add-many", { counterId, times: 2, ref: `${index}` });
      await rig.pump();
      await rig.advance(1000);
    }
    const all = await pages(rig, "", 200);
    assert.deepEqual(ids(all), ["d", "c", "e", "b", "a"]);
    assert.deepEqual(
      all.map(({ version, last }) => [version, last?.name]),
      [6, 2, 2, 4, 2].map((version) => [version, "Added"]),
    );
    for (const limit of [1, 2, 3]) assert.deepEqual(await pages(rig, "", limit), all, `limit ${limit}`);
    assert.deepEqual(await pages(rig, "&stream=counter", 2), all);
    assert.deepEqual(await pages(rig, "&stream=elsewhere", 2), []);
  });

  it("are found by the beginning of their ids, and by being parked", async () => {
    const rig = await open(tally());
    for (const counterId of ["ba", "ab", "aa", "b", "ac"]) await send(rig, "add", { counterId, amount: 1 });
    for (const counterId of ["ac", "b", "none"]) await send(rig, "break", { counterId, how: "throw" });
    await rig.advance(60_000);
    await send(rig, "add", { counterId: "ac", amount: 2 });
    await send(rig, "add", { counterId: "ac", amount: 3 });
    await rig.pump();
    for (const limit of [1, 2, 10]) {
      assert.deepEqual(ids(await pages(rig, "&prefix=a", limit)), ["aa", "ab", "ac"]);
      assert.deepEqual(ids(await pages(rig, "&stream=counter&prefix=b", limit)), ["b", "ba"]);
      assert.deepEqual(ids(await pages(rig, "&parked=true", limit)), ["ac", "b", "none"]);
      assert.deepEqual(ids(await pages(rig, "&parked=true&prefix=a", limit)), ["ac"]);
    }
    const [, , none] = await pages(rig, "&parked=true", 3);
    assert.deepEqual(none, { stream: "counter", streamid: "none", version: 0, parked: ["commands"] });
    const { body } = await rig.request("GET", `${base}/counter/ac`);
    assert.deepEqual([body.version, body.items.length], [1, 1]);
    assert.deepEqual(
      body.parked.map(({ handler, waiting }: { handler: string; waiting: number }) => [handler, waiting]),
      [["commands", 2]],
    );
    assert.match(body.parked[0].letter, /^letter-/);
  });

  it("show their events, ascending, page by page", async () => {
    const rig = await open(tally());
    await send(rig, "add-many", { counterId: "x/y z", times: 7, ref: "1" });
    await rig.pump();
    const path = `${base}/counter/${encodeURIComponent("x/y z")}`;
    const seen: number[] = [];
    let after = "";
    for (;;) {
      const { body } = await rig.request("GET", `${path}?limit=3${after}`);
      assert.equal(body.version, 7);
      seen.push(...body.items.map(({ version }: { version: number }) => version));
      if (body.cursor === undefined) break;
      after = `&after=${body.cursor}`;
    }
    assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual((await rig.request("GET", `${path}?after=7`)).body.items, []);
    assert.equal((await rig.request("GET", `${base}/counter/nobody`)).body.version, 0);
    assert.equal((await rig.request("GET", `${base}/unheard/x`)).status, 404);
  });

  it("refuse what is not a question", async () => {
    const rig = await open(tally());
    const wrong = ["?surprise=1", "?parked=yes", "?prefix=", "?cursor=e30", "?limit=x"];
    for (const query of wrong) assert.equal((await rig.request("GET", `${base}${query}`)).status, 400, query);
    for (const query of ["?after=-1", "?after=1e3", "?after=x", "?limit=0", "?cursor=x"]) {
      assert.equal((await rig.request("GET", `${base}/counter/x${query}`)).status, 400, query);
    }
  });
});
