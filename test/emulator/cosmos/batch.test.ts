import assert from "node:assert/strict";
import { test } from "node:test";
import type { OperationInput } from "@azure/cosmos";
import { raw, start, status } from "./support.ts";

test("a batch does all of its operations; later ones see earlier ones", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.create({ id: "old", pk: "p" });
  const response = await items.items.batch(
    [
      { operationType: "Create", resourceBody: { id: "a", pk: "p", n: 1 } },
      { operationType: "Upsert", resourceBody: { id: "b", pk: "p" } },
      { operationType: "Patch", id: "a", resourceBody: { operations: [{ op: "incr", path: "/n", value: 1 }] } },
      { operationType: "Read", id: "a" },
      { operationType: "Replace", id: "b", resourceBody: { id: "b", pk: "p", n: 5 } },
      { operationType: "Delete", id: "old" },
    ] as OperationInput[],
    "p",
  );
  assert.equal(response.code, 200);
  assert.deepEqual(
    response.result?.map(({ statusCode }) => statusCode),
    [201, 201, 200, 200, 200, 204],
  );
  assert.equal(response.result?.[3]?.resourceBody?.["n"], 2);
  assert.equal(response.result?.[3]?.eTag, response.result?.[2]?.eTag);
});

test("when one operation fails nothing is kept and the others answer 424", async (t) => {
  const { container } = await start(t);
  const items = await container({ uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/n"] }] } });
  await items.items.create({ id: "taken", pk: "p", n: 1 });
  const run = (operations: OperationInput[]) => items.items.batch(operations, "p");
  for (const [failing, code] of [
    [{ operationType: "Create", resourceBody: { id: "taken", pk: "p", n: 9 } }, 409],
    [{ operationType: "Create", resourceBody: { id: "other", pk: "p", n: 1 } }, 409],
    [{ operationType: "Delete", id: "missing" }, 404],
    [{ operationType: "Replace", id: "taken", ifMatch: '"stale"', resourceBody: { id: "taken", pk: "p" } }, 412],
  ] as const) {
    const response = await run([
      { operationType: "Create", resourceBody: { id: "a", pk: "p", n: 2 } },
      failing as OperationInput,
      { operationType: "Create", resourceBody: { id: "b", pk: "p", n: 3 } },
    ]);
    assert.equal(response.code, 207);
    assert.deepEqual(
      response.result?.map(({ statusCode }) => statusCode),
      [424, code, 424],
    );
  }
  assert.equal((await items.items.readAll().fetchAll()).resources.length, 1);
  assert.equal((await run([{ operationType: "Create", resourceBody: { id: "a", pk: "p", n: 2 } }])).code, 200);
});

test("a batch writes one partition key only", async (t) => {
  const { container } = await start(t);
  const items = await container();
  const operations: OperationInput[] = [{ operationType: "Create", resourceBody: { id: "a", pk: "q" } }];
  await assert.rejects(items.items.batch(operations, "p"), status(400, /One or more operations within the batch/));
});

test("a batch above 2 MB is 413, above 100 operations 400", async (t) => {
  const { container, service } = await start(t);
  const items = await container();
  const text = "x".repeat(300_000);
  const large = Array.from({ length: 8 }, (_, index) => ({
    operationType: "Create" as const,
    resourceBody: { id: `${index}`, pk: "p", text },
  }));
  await assert.rejects(items.items.batch(large, "p"), status(413));
  const many = Array.from({ length: 101 }, (_, id) => ({ operationType: "Read", id: `${id}` }));
  const reply = await raw(service.url, {
    method: "POST",
    path: "/dbs/db/colls/c/docs",
    body: JSON.stringify(many),
    headers: {
      "x-ms-cosmos-is-batch-request": "true",
      "x-ms-cosmos-batch-atomic": "true",
      "x-ms-documentdb-partitionkey": '["p"]',
    },
  });
  assert.equal(reply.status, 400);
});

test("bulk operations stand alone, in all hash versions, over several ranges", async (t) => {
  for (const version of [1, 2]) {
    const { container } = await start(t, { partitionRanges: 4 });
    const items = await container({ partitionKey: { paths: ["/pk"], version } as never });
    await items.items.create({ id: "3", pk: "k3" });
    const operations = Array.from({ length: 40 }, (_, index) => ({
      operationType: "Create" as const,
      partitionKey: `k${index}`,
      resourceBody: { id: `${index}`, pk: `k${index}` },
    }));
    const results = await items.items.executeBulkOperations(operations);
    const codes = results.map((result) => result.response?.statusCode ?? Number(result.error?.code));
    assert.equal(codes.filter((code) => code === 201).length, 39);
    assert.equal(codes[3], 409);
    assert.equal((await items.items.readAll().fetchAll()).resources.length, 40);
  }
});

test("bulk operations after a failed one are left out when the client says so", async (t) => {
  const { container } = await start(t);
  const items = await container();
  const operations = [{ id: "a" }, { id: "wrong", ttl: 0 }, { id: "b" }, { id: "c" }].map((item) => ({
    operationType: "Create",
    resourceBody: { ...item, pk: "p" },
  }));
  const statuses = async (continueOnError: boolean) =>
    (await items.items.bulk(operations as OperationInput[], { continueOnError })).map(({ statusCode }) => statusCode);
  assert.deepEqual(await statuses(false), [201, 400, 424, 424]);
  assert.equal((await items.items.readAll().fetchAll()).resources.length, 1);
  assert.deepEqual(await statuses(true), [409, 400, 201, 201]);
});

test("bulk operations whose key disagrees with their item fail alone", async (t) => {
  const { container } = await start(t);
  const items = await container();
  const create = (id: string, partitionKey: string) => ({
    operationType: "Create",
    partitionKey,
    resourceBody: { id, pk: "p" },
  });
  const done = await items.items.bulk([create("a", "p"), create("b", "other"), create("c", "p")] as OperationInput[]);
  assert.deepEqual(
    done.map(({ statusCode }) => statusCode),
    [201, 400, 201],
  );
});

test("bulk operations go on over a split", async (t) => {
  const { container, service } = await start(t);
  const items = await container();
  const bulk = (prefix: string) =>
    items.items.executeBulkOperations(
      Array.from({ length: 20 }, (_, index) => ({
        operationType: "Upsert" as const,
        partitionKey: `k${index}`,
        resourceBody: { id: `${prefix}${index}`, pk: `k${index}` },
      })),
    );
  await bulk("a");
  await service.splitRange("db", "c", "0");
  const results = await bulk("b");
  assert.ok(results.every((result) => result.response?.statusCode === 201));
});
