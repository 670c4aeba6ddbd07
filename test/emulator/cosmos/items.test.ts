import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmosClient, type ItemDefinition, PartitionKeyBuilder } from "@azure/cosmos";
import { key, raw, start, status } from "./support.ts";

test("an item is created, read, replaced, upserted and deleted", async (t) => {
  const { container } = await start(t);
  const items = await container();
  const created = await items.items.create({ id: "a", pk: "p", n: 1 });
  assert.equal(created.statusCode, 201);
  assert.equal(created.resource?.n, 1);
  assert.equal(created.etag, created.resource?._etag);
  assert.equal((await items.item("a", "p").read()).resource?.n, 1);
  const replaced = await items.item("a", "p").replace({ id: "a", pk: "p", n: 2 });
  assert.equal(replaced.statusCode, 200);
  assert.notEqual(replaced.etag, created.etag);
  assert.equal(replaced.resource?._rid, created.resource?._rid);
  assert.equal((await items.items.upsert({ id: "a", pk: "p", n: 3 })).statusCode, 200);
  assert.equal((await items.items.upsert({ id: "b", pk: "p" })).statusCode, 201);
  assert.equal((await items.item("a", "p").delete()).statusCode, 204);
  const missing = await items.item("a", "p").read();
  assert.equal(missing.statusCode, 404);
  assert.equal(missing.resource, undefined);
  await assert.rejects(items.item("a", "p").delete(), status(404));
  await assert.rejects(items.item("a", "p").replace({ id: "a", pk: "p" }), status(404));
});

test("an id is unique within a partition key, not within the container", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.create({ id: "a", pk: "p" });
  await items.items.create({ id: "a", pk: "q" });
  await assert.rejects(items.items.create({ id: "a", pk: "p" }), status(409));
});

test("etags guard replace, upsert, patch and delete", async (t) => {
  const { container } = await start(t);
  const items = await container();
  const { etag: old } = await items.items.create({ id: "a", pk: "p" });
  const { etag } = await items.items.upsert({ id: "a", pk: "p", n: 1 });
  const stale = { accessCondition: { type: "IfMatch", condition: old } };
  const fresh = { accessCondition: { type: "IfMatch", condition: etag } };
  const item = items.item("a", "p");
  await assert.rejects(item.replace({ id: "a", pk: "p" }, stale), status(412));
  await assert.rejects(items.items.upsert({ id: "a", pk: "p" }, stale), status(412));
  await assert.rejects(item.patch([{ op: "set", path: "/n", value: 2 }], stale), status(412));
  await assert.rejects(item.delete(stale), status(412));
  const unchanged = await item.read({ accessCondition: { type: "IfNoneMatch", condition: etag } });
  assert.equal(unchanged.statusCode, 304);
  assert.equal((await item.delete(fresh)).statusCode, 204);
});

test("a patch changes parts, and only when its condition holds", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.create({ id: "a", pk: "p", n: 1, list: ["x", "z"], old: true, deep: { name: "d" } });
  const item = items.item("a", "p");
  const { resource } = await item.patch([
    { op: "incr", path: "/n", value: 4 },
    { op: "add", path: "/list/1", value: "y" },
    { op: "add", path: "/list/-", value: "!" },
    { op: "set", path: "/deep/size", value: 7 },
    { op: "replace", path: "/deep/name", value: "e" },
    { op: "remove", path: "/old" },
    { op: "incr", path: "/fresh", value: 2 },
    { op: "move", from: "/deep/size", path: "/size" },
  ] as never);
  const { n, list, old, deep, fresh, size } = resource ?? {};
  assert.deepEqual(
    { n, list, old, deep, fresh, size },
    { n: 5, list: ["x", "y", "z", "!"], old: undefined, deep: { name: "e" }, fresh: 2, size: 7 },
  );
  const when = (condition: string) =>
    item.patch({ condition, operations: [{ op: "set", path: "/n", value: 9 }] } as never);
  await assert.rejects(when("from c where c.n = 1"), status(412));
  assert.equal((await when("from c where c.n = 5 AND IS_DEFINED(c._ts)")).resource?.n, 9);
  for (const operation of [
    { op: "replace", path: "/missing", value: 1 },
    { op: "remove", path: "/missing" },
    { op: "set", path: "/id", value: "b" },
    { op: "set", path: "/pk", value: "q" },
    { op: "set", path: "/_ts", value: 1 },
    { op: "set", path: "/__proto__/x", value: 1 },
    { op: "add", path: "/list/9", value: 1 },
    { op: "incr", path: "/list", value: 1 },
    { op: "turn", path: "/n", value: 1 },
  ]) {
    await assert.rejects(item.patch([operation] as never), status(400), JSON.stringify(operation));
  }
  const eleven = Array.from({ length: 11 }, () => ({ op: "incr", path: "/n", value: 1 }));
  await assert.rejects(item.patch(eleven as never), status(400, /10 operations/));
});

test("absent, null, numbers, booleans and texts are different partition keys, in both hash versions", async (t) => {
  for (const version of [1, 2]) {
    const { container } = await start(t, { partitionRanges: 3 });
    const items = await container({ partitionKey: { paths: ["/pk"], version } as never });
    const keys = [null, 1, "1", true, false, "", "ünïcödé", -0.5];
    await items.items.create({ id: "a" });
    for (const pk of keys) await items.items.create({ id: "a", pk, mine: pk });
    for (const pk of keys) assert.equal((await items.item("a", pk).read()).resource?.mine, pk);
    const absent = await items.items.query("SELECT * FROM c WHERE NOT IS_DEFINED(c.pk)").fetchAll();
    assert.equal(absent.resources.length, 1);
  }
});

test("hierarchical keys: full key for items, a prefix for queries", async (t) => {
  const { container } = await start(t, { partitionRanges: 4 });
  const items = await container({
    partitionKey: { paths: ["/t", "/u", "/n"], kind: "MultiHash", version: 2 } as never,
  });
  for (const u of ["x", "y"]) for (const n of [1, 2]) await items.items.create({ id: `${u}${n}`, t: "t", u, n });
  const full = new PartitionKeyBuilder().addValue("t").addValue("x").addValue(2).build();
  assert.equal((await items.item("x2", full).read()).resource?.id, "x2");
  const prefix = new PartitionKeyBuilder().addValue("t").addValue("y").build();
  const { resources } = await items.items.query("SELECT VALUE c.id FROM c", { partitionKey: prefix }).fetchAll();
  assert.deepEqual(resources.sort(), ["y1", "y2"]);
});

test("odd ids travel, wrong ones are refused", async (t) => {
  const { service, container } = await start(t);
  const items = await container();
  for (const id of ["a b+c%25ü&=;", "is it? yes", " ?a=1?b", "tab\there", "line\nend"]) {
    await items.items.create({ id, pk: "p" });
    assert.equal((await items.item(id, "p").read()).resource?.id, id);
    assert.equal((await items.item(id, "p").replace({ id, pk: "p", n: 1 })).resource?.["n"], 1);
    assert.equal((await items.item(id, "p").delete()).statusCode, 204);
  }
  await assert.rejects(items.items.create({ id: "x".repeat(1024), pk: "p" }), status(400, /1023/));
  const path = "/dbs/db/colls/c/docs";
  for (const id of ["a/b", "a\\b", "a#b"]) {
    const headers = { "x-ms-documentdb-partitionkey": '["p"]' };
    const answer = await raw(service.url, { method: "POST", path, headers, body: JSON.stringify({ id, pk: "p" }) });
    assert.equal(answer.status, 400);
  }
});

test("a long key of version 1 is taken; only its beginning tells partitions apart", async (t) => {
  const { container } = await start(t, { partitionRanges: 4 });
  const items = await container({ partitionKey: { paths: ["/pk"], version: 1 } as never });
  const long = "k".repeat(100);
  for (const end of ["one", "two"]) await items.items.create({ id: end, pk: long + end });
  assert.equal((await items.item("two", `${long}two`).read()).resource?.pk, `${long}two`);
  await assert.rejects(items.items.create({ id: "two", pk: `${long}one` }), status(409));
  await assert.rejects(items.items.create({ id: "a", pk: "k".repeat(2049) }), status(400, /2048/));
});

test("an item above 2 MB is 413, a deeply nested one 400", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.create({ id: "fits", pk: "p", text: "x".repeat(2 * 1024 * 1024 - 100) });
  await assert.rejects(items.items.create({ id: "a", pk: "p", text: "x".repeat(2 * 1024 * 1024) }), status(413));
  let deep: unknown = 1;
  for (let level = 0; level < 200; level++) deep = { deep };
  await assert.rejects(items.items.create({ id: "a", pk: "p", deep }), status(400, /128/));
});

test("a client's system properties are replaced by the service's", async (t) => {
  const { container } = await start(t);
  const items = await container();
  const own: ItemDefinition = { id: "a", pk: "p", _ts: 1, _etag: "x", _rid: "y", _self: "z", _lsn: 4 };
  const { resource } = await items.items.create(own);
  assert.ok(resource && resource._ts > 1_000_000_000);
  assert.equal(resource["_lsn"], undefined);
  assert.match(resource._etag, /^"[0-9a-f-]+"$/);
});

test("charges are plausible: one unit for reading a kilobyte, about five for writing it", async (t) => {
  const { container } = await start(t);
  const items = await container();
  const small = await items.items.create({ id: "a", pk: "p", text: "x".repeat(900) });
  const large = await items.items.create({ id: "b", pk: "p", text: "x".repeat(127 * 1024) });
  assert.ok(small.requestCharge > 5 && small.requestCharge < 7);
  assert.ok(large.requestCharge > 45 && large.requestCharge < 60);
  assert.equal((await items.item("a", "p").read()).requestCharge, 1);
  assert.ok(Math.abs((await items.item("b", "p").read()).requestCharge - 10) < 0.5);
});

test("all items of a partition key are deleted at once", async (t) => {
  const { container } = await start(t);
  const items = await container({ uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/n"] }] } });
  for (const n of [1, 2, 3]) await items.items.create({ id: `${n}`, pk: "p", n });
  await items.items.create({ id: "other", pk: "q" });
  await items.deleteAllItemsForPartitionKey("p");
  const { resources } = await items.items.readAll().fetchAll();
  assert.deepEqual(
    resources.map(({ id }) => id),
    ["other"],
  );
  await items.items.create({ id: "again", pk: "p", n: 1 });
});

test("a client with session consistency reads with the tokens it was given", async (t) => {
  const { service, container } = await start(t, { partitionRanges: 2 });
  await container();
  const session = new CosmosClient({ endpoint: service.url, key, consistencyLevel: "Session" });
  t.after(() => session.dispose());
  const items = session.database("db").container("c");
  for (let n = 0; n < 10; n++) await items.items.create({ id: `${n}`, pk: `${n}` });
  for (let n = 0; n < 10; n++) assert.equal((await items.item(`${n}`, `${n}`).read()).resource?.id, `${n}`);
});
