import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { openDatabase } from "../../../platform/adapters/cosmos/client.ts";
import { collectionsOf } from "../../../platform/adapters/cosmos/collection.ts";
import {
  changeAll,
  createAll,
  createDocument,
  deleteDocument,
  queryAll,
  queryPages,
  readDocument,
} from "../../../platform/adapters/cosmos/documents.ts";
import { CosmosTracing, told } from "../../../platform/adapters/cosmos/tracing.ts";
import { onBehalfOf } from "../../../platform/telemetry/current-message.ts";
import { recordingTelemetry } from "../../../platform/testing/index.ts";

const key = Buffer.from("a key for tests only").toString("base64");

/** The platform's own client over a local Cosmos DB, and what it tells. */
async function start(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), "tracing-test-"));
  const cosmos = await startCosmos({ port: 0, key, dataDir });
  const open = await openDatabase({ endpoint: cosmos.url, key, database: "db" });
  t.after(async () => {
    open.close();
    await cosmos.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  await open.database.client.databases.create({ id: "db" });
  await open.database.containers.create({ id: "events", partitionKey: { paths: ["/pk"], version: 2 } });
  const telemetry = recordingTelemetry();
  const collection = collectionsOf(open, new CosmosTracing(telemetry, "db"))("events");
  const charges = () =>
    telemetry.measurements
      .filter(({ name }) => name === "eventwright.cosmos.request_units")
      .map(({ value, attributes }): Record<string, unknown> => ({ value, ...attributes }));
  return { telemetry, collection, charges };
}

const charge = (span: { readonly attributes: Readonly<Record<string, unknown>> } | undefined) =>
  Number(span?.attributes["azure.cosmosdb.operation.request_charge"]);

test("each request is a span of the active one, with what it was charged and what it was answered", async (t) => {
  const { telemetry, collection, charges } = await start(t);
  await telemetry.span({ name: "outer" }, () =>
    onBehalfOf("Add", async () => {
      await createDocument(collection, { id: "1", pk: "p" });
      assert.equal(await createDocument(collection, { id: "1", pk: "p" }), "exists");
      assert.equal(await readDocument(collection, "p", "none"), undefined);
      await createAll(collection, "p", [
        { id: "2", pk: "p" },
        { id: "3", pk: "p" },
      ]);
      assert.equal(await changeAll(collection, "p", [{ create: { id: "3", pk: "p" } }]), false);
      await queryAll(collection, { query: "SELECT * FROM c" }, { partition: "p" });
      for await (const rows of queryPages(collection, { query: "SELECT * FROM c" })) assert.equal(rows.length, 3);
      await deleteDocument(collection, "p", "3");
      await deleteDocument(collection, "p", "3");
    }),
  );
  const [outer, ...spans] = telemetry.spans;
  assert.deepEqual(
    spans.map(({ name, attributes }) => [name, attributes["db.response.status_code"]]),
    [
      ["create_item events", "201"],
      ["create_item events", "409"],
      ["read_item events", "404"],
      ["batch events", "200"],
      ["batch events", "409"],
      ["query_items events", "200"],
      ["query_items events", "200"],
      ["delete_item events", "204"],
      ["delete_item events", "404"],
    ],
  );
  for (const span of spans) {
    assert.equal(span.parentId, outer?.spanId);
    assert.equal(span.kind, "client");
    assert.equal(span.error, undefined);
    assert.ok(charge(span) > 0, span.name);
    assert.equal(span.attributes["db.system.name"], "azure.cosmosdb");
    assert.equal(span.attributes["db.namespace"], "db");
    assert.equal(span.attributes["db.collection.name"], "events");
  }
  assert.equal(spans[3]?.attributes["db.operation.batch.size"], 2);
  assert.deepEqual(
    charges().map(({ value }) => value),
    spans.map(charge),
  );
  assert.deepEqual(charges()[0], {
    value: charge(spans[0]),
    "db.collection.name": "events",
    "db.operation.name": "create_item",
    "eventwright.message.name": "Add",
  });
});

test("a bulk request is one span, and each of its operations is charged to the message that it was for", async (t) => {
  const { telemetry, collection, charges } = await start(t);
  const asked = ["Add", "Remove", "Add"].map((message, n) =>
    telemetry.span({ name: message, parent: "none" }, () =>
      onBehalfOf(message, () => createDocument(collection, { id: `${n}`, pk: `p${n}` })),
    ),
  );
  await Promise.all(asked);
  const bulk = telemetry.spans.filter(({ kind }) => kind === "client");
  assert.deepEqual(
    bulk.map(({ name, attributes }) => [name, attributes["db.operation.batch.size"]]),
    [["bulk events", 3]],
  );
  const [first, ...others] = telemetry.spans.filter(({ kind }) => kind !== "client");
  assert.equal(bulk[0]?.parentId, first?.spanId);
  assert.deepEqual(
    bulk[0]?.links,
    others.map(({ context }) => context),
  );
  const told = charges();
  assert.deepEqual(
    told.map((row) => [row["db.operation.name"], row["eventwright.message.name"]]),
    [
      ["create_item", "Add"],
      ["create_item", "Remove"],
      ["create_item", "Add"],
    ],
  );
  const sum = told.reduce((total, { value }) => total + Number(value), 0);
  assert.ok(Math.abs(sum - charge(bulk[0])) < 0.01);
});

test("trouble shows as a status, without the words of the service, and refusals for lack of units are counted", async () => {
  const telemetry = recordingTelemetry();
  const tracing = new CosmosTracing(telemetry, "db");
  const error = Object.assign(new Error("The partition key anna@example.org is throttled."), {
    code: 429,
    substatus: 3200,
    headers: { "x-ms-request-charge": "0.5", "x-ms-throttle-retry-count": 9 },
  });
  const start_ = { operation: "create_item", collection: "commands" };
  const asked = told(tracing, start_, () => Promise.reject(error));
  await assert.rejects(asked, (thrown) => thrown === error);
  const [span] = telemetry.spans;
  assert.equal(span?.attributes["db.response.status_code"], "429");
  assert.equal(span?.attributes["azure.cosmosdb.response.sub_status_code"], 3200);
  assert.ok(span?.error instanceof Error);
  assert.equal(span.error.message, "Cosmos answered 429.");
  assert.doesNotMatch(JSON.stringify(span) + String(span.error.stack), /anna/);
  const [throttled] = telemetry.measurements.filter(({ name }) => name === "eventwright.cosmos.throttled");
  assert.deepEqual([throttled?.value, throttled?.attributes], [10, { "db.collection.name": "commands" }]);
});
