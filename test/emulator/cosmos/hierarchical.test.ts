import assert from "node:assert/strict";
import { test } from "node:test";
import { type Container, type PartitionKey, PartitionKeyBuilder } from "@azure/cosmos";
import { type Fixture, raw, start, status } from "./support.ts";

const definition = {
  partitionKey: { paths: ["/tenant", "/user/id", "/session"], kind: "MultiHash", version: 2 } as never,
};

interface Item {
  readonly id: string;
  readonly tenant: string;
  readonly user: { readonly id: string };
  readonly session?: string | number | null;
}

const item = (tenant: string, user: string, session: string, id = `${tenant}${user}${session}`): Item => ({
  id,
  tenant,
  user: { id: user },
  session,
});

const prefix = (...values: string[]): PartitionKey => {
  const builder = new PartitionKeyBuilder();
  for (const value of values) builder.addValue(value);
  return builder.build();
};

async function filled({ container }: Fixture): Promise<Container> {
  const made = await container(definition);
  for (const tenant of ["t", "u"])
    for (const user of ["1", "2"])
      for (const session of ["a", "b"]) await made.items.create(item(tenant, user, session));
  return made;
}

const idsOf = async (container: Container, query: string, partitionKey?: PartitionKey) => {
  const options = partitionKey === undefined ? {} : { partitionKey };
  const { resources } = await container.items.query<{ id: string }>(query, options).fetchAll();
  return resources.map(({ id }) => id);
};

test("queries by prefix see what is below it and nothing else, over splits, sorted and counted", async (t) => {
  const fixture = await start(t, { partitionRanges: 3 });
  const items = await filled(fixture);
  for (const range of ["0", "1", "2"]) await fixture.service.splitRange("db", "c", range);
  const all = "SELECT c.id FROM c";
  assert.deepEqual((await idsOf(items, all, prefix("t"))).sort(), ["t1a", "t1b", "t2a", "t2b"]);
  assert.deepEqual((await idsOf(items, all, prefix("t", "2"))).sort(), ["t2a", "t2b"]);
  assert.deepEqual(await idsOf(items, all, prefix("t", "2", "b")), ["t2b"]);
  assert.deepEqual(await idsOf(items, all, prefix("nobody")), []);
  assert.deepEqual(await idsOf(items, "SELECT c.id FROM c ORDER BY c.id DESC", prefix("u")), [
    "u2b",
    "u2a",
    "u1b",
    "u1a",
  ]);
  const where = "SELECT c.id FROM c WHERE c.tenant = 'u' AND c.user.id = '1'";
  assert.deepEqual((await idsOf(items, where)).sort(), ["u1a", "u1b"]);
  const { resources } = await items.items
    .query("SELECT VALUE COUNT(1) FROM c", { partitionKey: prefix("t", "1") })
    .fetchAll();
  assert.deepEqual(resources, [2]);
});

test("items need the whole key; a part that is missing, null and text are different keys", async (t) => {
  const fixture = await start(t);
  const { service } = fixture;
  const items = await filled(fixture);
  assert.equal((await items.item("t1a", ["t", "1", "a"]).read()).statusCode, 200);
  await assert.rejects(items.item("t1a", ["t", "1"]).read(), status(400));
  const other = await raw(service.url, {
    method: "POST",
    path: "/dbs/db/colls/c/docs",
    headers: { "x-ms-documentdb-partitionkey": '["t","2","a"]' },
    body: JSON.stringify(item("t", "1", "a", "x")),
  });
  assert.equal(other.status, 400);
  assert.equal(other.headers["x-ms-substatus"], "1001");
  const base = { id: "same", tenant: "t", user: { id: "9" } };
  await items.items.create(base);
  await items.items.create({ ...base, session: null });
  await items.items.create({ ...base, session: "null" });
  const missing = new PartitionKeyBuilder().addValue("t").addValue("9").addNoneValue().build();
  const empty = new PartitionKeyBuilder().addValue("t").addValue("9").addNullValue().build();
  assert.equal((await items.item("same", missing).read()).resource?.session, undefined);
  assert.equal((await items.item("same", empty).read()).resource?.session, null);
  assert.equal((await idsOf(items, "SELECT c.id FROM c", prefix("t", "9"))).length, 3);
});

test("batches, bulk, patch and delete by key", async (t) => {
  const fixture = await start(t, { partitionRanges: 2 });
  const items = await filled(fixture);
  const key = ["t", "1", "a"];
  const batch = await items.items.batch(
    [
      { operationType: "Create", resourceBody: { ...item("t", "1", "a", "second") } as never },
      { operationType: "Read", id: "t1a" },
    ],
    key,
  );
  assert.equal(batch.code, 200);
  const bulk = await items.items.executeBulkOperations(
    ["1", "2", "3"].map((user) => ({
      operationType: "Upsert" as const,
      partitionKey: ["v", user, "z"],
      resourceBody: { ...item("v", user, "z") } as never,
    })),
  );
  assert.deepEqual(
    bulk.map(({ response }) => response?.statusCode),
    [201, 201, 201],
  );
  assert.equal((await idsOf(items, "SELECT c.id FROM c", prefix("v"))).length, 3);
  const patched = await items.item("second", key).patch([{ op: "add", path: "/n", value: 1 }]);
  assert.equal(patched.resource?.n, 1);
  await assert.rejects(items.item("second", key).patch([{ op: "set", path: "/user/id", value: "2" }]), status(400));
  await items.deleteAllItemsForPartitionKey(key);
  assert.deepEqual(await idsOf(items, "SELECT c.id FROM c", prefix("t", "1")), ["t1b"]);
});

test("definitions that are none are refused", async (t) => {
  const { container } = await start(t);
  const paths = (...names: string[]) => ({ partitionKey: { paths: names, kind: "MultiHash", version: 2 } as never });
  await assert.rejects(container({ id: "four", ...paths("/a", "/b", "/c", "/d") }), status(400, /at most 3/));
  await assert.rejects(container({ id: "twice", ...paths("/a", "/a") }), status(400));
  await assert.rejects(
    container({ id: "old", partitionKey: { paths: ["/a", "/b"], kind: "MultiHash", version: 1 } as never }),
    status(400),
  );
  await container({ id: "one", ...paths("/a") });
});
