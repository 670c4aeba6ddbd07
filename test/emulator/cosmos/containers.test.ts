import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { start, status } from "./support.ts";

test("databases and containers are created, listed, queried, read and deleted", async (t) => {
  const { client, container } = await start(t);
  const items = await container();
  await assert.rejects(client.databases.create({ id: "db" }), status(409));
  await assert.rejects(client.database("db").containers.create({ id: "c", partitionKey: "/pk" }), status(409));
  assert.deepEqual(
    (await client.databases.readAll().fetchAll()).resources.map(({ id }) => id),
    ["db"],
  );
  const found = await client.databases
    .query({ query: "SELECT * FROM root r WHERE r.id = @id", parameters: [{ name: "@id", value: "db" }] })
    .fetchAll();
  assert.equal(found.resources.length, 1);
  assert.equal((await client.database("db").containers.readAll().fetchAll()).resources[0]?.id, "c");
  assert.equal((await items.read()).resource?.partitionKey?.paths[0], "/pk");
  await items.items.create({ id: "a", pk: "p" });
  await items.delete();
  await assert.rejects(items.read(), status(404));
  const again = await container();
  assert.equal((await again.items.readAll().fetchAll()).resources.length, 0);
  await client.database("db").delete();
  await assert.rejects(client.database("db").read(), status(404));
});

test("replacing a container keeps its items and its partition key", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.create({ id: "a", pk: "p" });
  const { resource } = await items.replace({
    id: "c",
    partitionKey: { paths: ["/pk"], version: 2 } as never,
    defaultTtl: 60,
  });
  assert.equal(resource?.defaultTtl, 60);
  assert.equal((await items.items.readAll().fetchAll()).resources.length, 1);
  const other = { id: "c", partitionKey: { paths: ["/other"], version: 2 } as never };
  await assert.rejects(items.replace(other), status(400, /partitionKey/));
});

test("what is stored of a definition is echoed, what is not served is refused by name", async (t) => {
  const { container } = await start(t);
  const indexingPolicy = {
    indexingMode: "consistent",
    automatic: true,
    includedPaths: [{ path: "/a/?" }],
    excludedPaths: [{ path: "/*" }],
    compositeIndexes: [[{ path: "/a", order: "ascending" }]],
  };
  const items = await container({ indexingPolicy: indexingPolicy as never });
  const etag = { path: '/"_etag"/?' };
  assert.deepEqual((await items.read()).resource?.indexingPolicy, {
    ...indexingPolicy,
    excludedPaths: [{ path: "/*" }, etag],
  });
  const computedProperties = [{ name: "low", query: "SELECT VALUE LOWER(c.a) FROM c" }];
  await assert.rejects(container({ id: "d", computedProperties }), status(400, /computedProperties/));
  const vectorIndexes = [{ path: "/v", type: "flat" }];
  await assert.rejects(
    container({ id: "v", indexingPolicy: { vectorIndexes } as never }),
    status(400, /vectorIndexes/),
  );
  await assert.rejects(container({ id: "e", partitionKey: { paths: ["a"] } as never }), status(400, /path/));
  await assert.rejects(container({ id: "f", defaultTtl: 0 }), status(400, /defaultTtl/));
});

test("a definition is completed with the policies that Azure adds", async (t) => {
  const { container } = await start(t);
  const etag = { path: '/"_etag"/?' };
  const everything = {
    indexingMode: "consistent",
    automatic: true,
    includedPaths: [{ path: "/*" }],
    excludedPaths: [etag],
  };
  for (const [index, [given, shown]] of [
    [undefined, everything],
    [{}, everything],
    [{ indexingMode: "Consistent" }, everything],
    [{ excludedPaths: [{ path: "/big/*" }] }, { ...everything, excludedPaths: [{ path: "/big/*" }, etag] }],
    [{ indexingMode: "none" }, { indexingMode: "none", automatic: false, includedPaths: [], excludedPaths: [] }],
  ].entries()) {
    const items = await container({ id: `c${index}`, indexingPolicy: given as never });
    const { resource, headers } = await items.read({ populateQuotaInfo: true });
    assert.deepEqual(resource?.indexingPolicy, shown);
    assert.deepEqual(resource?.geospatialConfig, { type: "Geography" });
    assert.equal(headers["x-ms-documentdb-collection-index-transformation-progress"], "100");
    assert.deepEqual((await items.replace(resource as never)).resource?.indexingPolicy, shown);
  }
});

test("there are no conflicts to list or to find", async (t) => {
  const { container } = await start(t);
  const { conflicts } = await container();
  assert.deepEqual((await conflicts.readAll().fetchAll()).resources, []);
  assert.deepEqual((await conflicts.query("SELECT * FROM c").fetchAll()).resources, []);
  await assert.rejects(conflicts.query("SELECT FROM").fetchAll(), status(400));
});

test("throughput makes an offer, which can be changed, and the ranges", async (t) => {
  const { container, client } = await start(t);
  const items = await container({ throughput: 25_000 });
  const { resource } = await items.readOffer();
  assert.equal(resource?.content?.offerThroughput, 25_000);
  const { resources } = await items.readPartitionKeyRanges().fetchAll();
  assert.equal(resources.length, 3);
  assert.ok(resource);
  const changed = await client.offer(resource._rid ?? "").replace({
    ...resource,
    content: { offerThroughput: 800 },
  } as never);
  assert.equal(changed.resource?.content?.offerThroughput, 800);
  await assert.rejects(container({ id: "d", throughput: 333 }), status(400, /Throughput/));
});

test("unique keys hold within a partition, count a missing value as null, and are freed", async (t) => {
  const { container } = await start(t);
  const items = await container({ uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/mail", "/at/city"] }] } });
  await items.items.create({ id: "a", pk: "p", mail: "m", at: { city: "x" } });
  await assert.rejects(items.items.create({ id: "b", pk: "p", mail: "m", at: { city: "x" } }), status(409));
  await items.items.create({ id: "b", pk: "p", mail: "M", at: { city: "x" } });
  await items.items.create({ id: "a", pk: "q", mail: "m", at: { city: "x" } });
  await items.items.create({ id: "none", pk: "p" });
  await assert.rejects(items.items.create({ id: "none2", pk: "p" }), status(409));
  await assert.rejects(items.items.upsert({ id: "b", pk: "p", mail: "m", at: { city: "x" } }), status(409));
  assert.equal((await items.item("b", "p").read()).resource?.mail, "M");
  await items.items.upsert({ id: "a", pk: "p", mail: "new" });
  await items.items.upsert({ id: "b", pk: "p", mail: "m", at: { city: "x" } });
  await items.item("b", "p").delete();
  await items.items.create({ id: "d", pk: "p", mail: "m", at: { city: "x" } });
});

test("items expire on the clock: by default, by their own time, or never", async (t) => {
  const clock = new FakeClock(Date.now());
  const { container, service } = await start(t, { clock });
  const items = await container({ defaultTtl: 60, uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/n"] }] } });
  await items.items.create({ id: "default", pk: "p", n: 1 });
  await items.items.create({ id: "short", pk: "p", n: 2, ttl: 10 });
  await items.items.create({ id: "never", pk: "p", n: 3, ttl: -1 });
  const ids = async () => (await items.items.query("SELECT VALUE c.id FROM c").fetchAll()).resources;
  assert.deepEqual(await ids(), ["default", "never", "short"]);
  await clock.advance(10_000);
  assert.deepEqual(await ids(), ["default", "never"]);
  assert.equal((await items.item("short", "p").read()).statusCode, 404);
  await items.items.create({ id: "short", pk: "p", n: 2 });
  await clock.advance(3_600_000);
  assert.deepEqual(await ids(), ["never"]);
  await items.items.create({ id: "takes the unique key of an expired one", pk: "p", n: 1 });
  await clock.advance(61_000);
  await service.expire();
  assert.equal(await service.expire(), 0);
  await assert.rejects(items.items.create({ id: "x", pk: "p", ttl: 0 }), status(400, /ttl/));
});

test("a container without a default ignores the time to live of its items", async (t) => {
  const clock = new FakeClock(Date.now());
  const { container } = await start(t, { clock });
  const items = await container();
  await items.items.create({ id: "a", pk: "p", ttl: 1 });
  await clock.advance(10_000);
  assert.equal((await items.item("a", "p").read()).statusCode, 200);
  await items.replace({ id: "c", partitionKey: { paths: ["/pk"], version: 2 } as never, defaultTtl: -1 });
  assert.equal((await items.item("a", "p").read()).statusCode, 404);
});

test("a time to live that Azure does not take is refused, whether the container has a default or not", async (t) => {
  const { container } = await start(t);
  for (const items of [await container(), await container({ id: "d", defaultTtl: 5 })]) {
    for (const ttl of [null, 0, -10, 1.5, "10"]) {
      await assert.rejects(items.items.create({ id: "a", pk: "p", ttl: ttl as never }), status(400, /ttl/));
    }
  }
});
