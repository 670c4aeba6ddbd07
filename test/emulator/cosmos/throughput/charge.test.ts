import assert from "node:assert/strict";
import { test } from "node:test";
import type { OperationInput } from "@azure/cosmos";
import {
  feedCharge,
  overwriteCharge,
  patchCharge,
  queryCharge,
  readCharge,
  writeCharge,
} from "../../../../emulator/cosmos/charge.ts";
import { readIndexing } from "../../../../emulator/cosmos/store/indexing.ts";
import { start } from "../support.ts";

const kilobyte = 1024;

test("charges go through Microsoft's published sizes, and in straight lines between them", () => {
  assert.equal(readCharge(300), 1);
  assert.equal(readCharge(kilobyte), 1);
  assert.equal(readCharge(3 * kilobyte), 1.09);
  assert.equal(readCharge(64 * kilobyte), 4.76);
  assert.equal(readCharge(3000 * kilobyte), 291.8);
  const plain = { indexed: 0, uniqueKeys: 0 };
  assert.equal(writeCharge({ bytes: 300, ...plain }), 5);
  assert.equal(writeCharge({ bytes: 2 * kilobyte, ...plain }), 6.29);
  assert.equal(writeCharge({ bytes: 128 * kilobyte, ...plain }), 48.19);
});

test("charges are those of Microsoft's examples", () => {
  assert.equal(writeCharge({ bytes: kilobyte, indexed: 10, uniqueKeys: 0 }), 7);
  const two = { before: kilobyte, after: kilobyte, changed: 4, uniqueKeys: 0 };
  assert.equal(overwriteCharge(two), 10.8);
  assert.equal(patchCharge(overwriteCharge(two), 2), 11.6);
  assert.equal(feedCharge(Array<number>(5).fill(kilobyte)), 5);
  assert.ok(queryCharge(1000, 1000 * kilobyte) >= 1000);
});

test("indexes, unique keys, what a query looks at and what it returns cost more", () => {
  const size = { bytes: kilobyte, indexed: 10, uniqueKeys: 0 };
  assert.equal(writeCharge(size), 7);
  assert.equal(writeCharge({ ...size, uniqueKeys: 2 }), 8);
  assert.ok(queryCharge(1000, 0) > queryCharge(10, 0));
  assert.ok(queryCharge(10, 10 * kilobyte) > queryCharge(10, 0));
  assert.equal(feedCharge([]), 1);
});

test("an overwritten item's values count where they change, in an index", () => {
  const before = { id: "a", n: 1, tags: ["x", "y"], seen: { a: 1, b: 1 }, gone: { x: 1, y: 2 } };
  const after = { id: "a", n: 2, tags: ["x", "y", "z"], seen: { a: 1, b: 2 }, came: true };
  const changed = (policy: unknown) => readIndexing(policy).changed(before, after);
  assert.equal(changed(undefined), 2 + 1 + 2 + 2 + 1);
  assert.equal(changed({ excludedPaths: [{ path: "/seen/*" }, { path: "/gone/*" }] }), 4);
  assert.equal(changed({ includedPaths: [{ path: "/n/?" }], excludedPaths: [{ path: "/*" }] }), 2);
  assert.equal(changed({ indexingMode: "none" }), 0);
  assert.equal(readIndexing(undefined).changed(before, before), 0);
  assert.equal(readIndexing(undefined).changed({ a: [1] }, { a: { 0: 1 } }), 2);
  assert.equal(readIndexing(undefined).changed({ a: 1 }, { a: { b: 1 } }), 2);
});

test("an indexing policy says what is counted; the more precise path wins", () => {
  const document = { id: "a", n: 1, tags: ["x", "y"], address: { city: "c", zip: 1 }, seen: { a: 1, b: { c: 2 } } };
  const counted = (policy: unknown) => readIndexing(policy).count(document);
  assert.equal(counted(undefined), 8);
  assert.equal(counted({ indexingMode: "none" }), 0);
  assert.equal(counted({ excludedPaths: [{ path: "/seen/*" }] }), 6);
  assert.equal(counted({ includedPaths: [{ path: "/*" }], excludedPaths: [{ path: '/"n"/?' }] }), 7);
  assert.equal(counted({ includedPaths: [{ path: "/address/city/?" }], excludedPaths: [{ path: "/*" }] }), 1);
  assert.equal(counted({ includedPaths: [{ path: "/tags/[]/?" }], excludedPaths: [{ path: "/*" }] }), 2);
  assert.equal(
    counted({ includedPaths: [{ path: "/*" }, { path: "/seen/b/*" }], excludedPaths: [{ path: "/seen/*" }] }),
    7,
  );
  assert.equal(counted({ includedPaths: [{ path: 5 }, null], excludedPaths: "all" }), 0);
});

test("the account reports these charges, and batches as sums", async (t) => {
  const { container, service } = await start(t);
  const items = await container({ indexingPolicy: { excludedPaths: [{ path: "/*" }] } as never });
  const created = await items.items.create({ id: "a", pk: "p" });
  assert.equal(created.requestCharge, 5);
  assert.equal((await items.item("a", "p").read()).requestCharge, 1);
  assert.equal((await items.item("missing", "p").read()).requestCharge, 1);
  const indexed = await container({ id: "indexed" });
  assert.equal((await indexed.items.create({ id: "a", pk: "p", more: [1, 2] })).requestCharge, 5.8);
  assert.equal((await indexed.item("a", "p").delete()).requestCharge, 5.8);
  const operations: OperationInput[] = [
    { operationType: "Create", resourceBody: { id: "b", pk: "p" } },
    { operationType: "Read", id: "a" } as OperationInput,
  ];
  assert.equal(Number((await items.items.batch(operations, "p")).headers["x-ms-request-charge"]), 6);
  const { containers } = service.throughput();
  assert.deepEqual(containers["db/c"], { requests: 4, charge: 13, throttled: 0 });
});

test("the same query over the same data costs the same", async (t) => {
  const { container } = await start(t);
  const items = await container();
  for (let n = 0; n < 20; n++) await items.items.create({ id: `${n}`, pk: "p", n });
  const charge = async (query: string) =>
    (await items.items.query(query, { partitionKey: "p" }).fetchAll()).requestCharge;
  const all = await charge("SELECT * FROM c");
  assert.equal(await charge("SELECT * FROM c"), all);
  assert.ok((await charge("SELECT VALUE c.n FROM c WHERE c.n = 3")) < all);
});
