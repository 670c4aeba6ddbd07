import assert from "node:assert/strict";
import { test } from "node:test";
import type { OperationInput } from "@azure/cosmos";
import { feedCharge, queryCharge, readCharge, writeCharge } from "../../../../emulator/cosmos/charge.ts";
import { readIndexing } from "../../../../emulator/cosmos/store/indexing.ts";
import { start } from "../support.ts";

const kilobyte = 1024;

test("charges go through Azure's published points", () => {
  assert.equal(readCharge(300), 1);
  assert.equal(readCharge(kilobyte), 1);
  assert.equal(readCharge(100 * kilobyte), 10);
  const plain = { indexed: 0, uniqueKeys: 0 };
  assert.equal(writeCharge({ bytes: kilobyte, ...plain }), 5);
  assert.equal(writeCharge({ bytes: 100 * kilobyte, ...plain }), 50);
});

test("indexes, unique keys, what a query looks at and what it returns cost more", () => {
  const size = { bytes: kilobyte, indexed: 10, uniqueKeys: 0 };
  assert.equal(writeCharge(size), 5.5);
  assert.equal(writeCharge({ ...size, uniqueKeys: 2 }), 6.5);
  assert.ok(queryCharge(1000, 0) > queryCharge(10, 0));
  assert.ok(queryCharge(10, 10 * kilobyte) > queryCharge(10, 0));
  assert.equal(feedCharge(0), 1);
  assert.equal(feedCharge(10 * kilobyte), 6);
});

test("an indexing policy says what is counted; the more precise path wins", () => {
  const document = { id: "a", n: 1, tags: ["x", "y"], address: { city: "c", zip: 1 }, seen: { a: 1, b: { c: 2 } } };
  const counted = (policy: unknown) => readIndexing(policy)(document);
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
  assert.equal((await indexed.items.create({ id: "a", pk: "p", more: [1, 2] })).requestCharge, 5.2);
  assert.equal((await indexed.item("a", "p").delete()).requestCharge, 5.2);
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
