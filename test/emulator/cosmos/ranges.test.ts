import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { keyHeaderName } from "../../../emulator/cosmos/http/operator-key.ts";
import { rangesPath, splitPath } from "../../../emulator/cosmos/http/ranges-endpoint.ts";
import { key, start } from "./support.ts";

interface ListedRange {
  readonly id: string;
  readonly min: string;
  readonly max: string;
  readonly parents: readonly string[];
}

async function ranged(t: TestContext, partitionRanges: number) {
  const fixture = await start(t, { partitionRanges });
  const items = await fixture.container();
  const split = async (body: unknown, headers: Record<string, string> = { [keyHeaderName]: key }) => {
    const response = await fetch(`${fixture.service.url}${splitPath}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const ranges = async () => {
    const response = await fetch(`${fixture.service.url}${rangesPath}`);
    const { containers } = (await response.json()) as { containers: Record<string, ListedRange[]> };
    return containers["db/c"] ?? [];
  };
  return { ...fixture, items, split, ranges };
}

test("a range is split from outside; its children cover it and know it as their parent", async (t) => {
  const { split, ranges } = await ranged(t, 4);
  const before = await ranges();
  assert.deepEqual(
    before.map(({ id }) => id),
    ["0", "1", "2", "3"],
  );
  const answer = await split({ container: "db/c", range: "1" });
  assert.deepEqual(answer, { status: 200, body: { container: "db/c", parent: "1", children: ["4", "5"] } });
  const after = await ranges();
  assert.deepEqual(
    after.map(({ id, parents }) => [id, parents]),
    [
      ["0", []],
      ["4", ["1"]],
      ["5", ["1"]],
      ["2", []],
      ["3", []],
    ],
  );
  assert.equal(after[1]?.min, before[1]?.min);
  assert.equal(after[2]?.max, before[1]?.max);
  for (const [index, { max }] of after.slice(0, -1).entries()) assert.equal(max, after[index + 1]?.min);
});

test("without an id the widest range is split, of equal ones the first", async (t) => {
  const { split, ranges } = await ranged(t, 2);
  const parents = [];
  for (let n = 0; n < 6; n++) parents.push((await split({ container: "db/c" })).body["parent"]);
  // 0 and 1 are halves, 2 to 5 quarters.
  assert.deepEqual(parents, ["0", "1", "2", "3", "4", "5"]);
  assert.equal((await ranges()).length, 8);
});

test("splitting needs the account's key, a container and a live range", async (t) => {
  const { split, ranges } = await ranged(t, 1);
  assert.equal((await split({ container: "db/c" }, {})).status, 401);
  assert.equal((await split({ container: "db/c" }, { [keyHeaderName]: "d3Jvbmc=" })).status, 401);
  assert.equal((await split({})).status, 400);
  assert.equal((await split({ container: "db" })).status, 400);
  assert.equal((await split({ container: "db/c", range: 0 })).status, 400);
  assert.equal((await split({ container: "db/none" })).status, 404);
  assert.equal((await split({ container: "db/c", range: "7" })).status, 404);
  assert.equal((await ranges()).length, 1);
  assert.equal((await split({ container: "db/c", range: "0" })).status, 200);
  assert.equal((await split({ container: "db/c", range: "0" })).status, 404);
});

test("a range is split until it is too narrow, and never into an empty one", async (t) => {
  const { split, ranges } = await ranged(t, 1);
  let range = "0";
  for (let n = 0; n < 40; n++) {
    const { status, body } = await split({ container: "db/c", range });
    if (status === 400) {
      assert.match(String(body["message"]), /too narrow/);
      break;
    }
    [range = ""] = body["children"] as string[];
  }
  const all = await ranges();
  assert.ok(all.length > 20 && all.length < 40, String(all.length));
  for (const { min, max } of all) assert.ok(min < max, `${min} ${max}`);
});

test("items written and read through a client that knew the ranges before are all there after splits", async (t) => {
  const { split, items } = await ranged(t, 2);
  const create = (n: number) => items.items.create({ id: String(n), pk: String(n % 10) });
  for (let n = 0; n < 20; n++) await create(n);
  for (let n = 20; n < 40; n++) {
    await split({ container: "db/c" });
    await create(n);
  }
  for (let n = 0; n < 40; n++) assert.equal((await items.item(String(n), String(n % 10)).read()).statusCode, 200);
});
