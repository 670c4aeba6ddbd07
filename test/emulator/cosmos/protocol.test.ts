import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { key, raw, start, status } from "./support.ts";

const account = { method: "GET", path: "/", sign: { type: "", link: "" } } as const;

test("the account names the address that the client used", async (t) => {
  const { service } = await start(t);
  const { port } = new URL(service.url);
  const reply = await raw(service.url, { ...account, headers: { host: `localhost:${port}` } });
  const body = JSON.parse(reply.body) as { writableLocations: { databaseAccountEndpoint: string }[] };
  assert.equal(body.writableLocations[0]?.databaseAccountEndpoint, `http://localhost:${port}/`);
});

test("a wrong key, an old date, no header and other kinds of token are refused", async (t) => {
  const { service } = await start(t);
  const wrong = new CosmosClient({ endpoint: service.url, key: Buffer.from("wrong").toString("base64") });
  t.after(() => wrong.dispose());
  await assert.rejects(wrong.databases.readAll().fetchAll(), status(401, /signature/));
  const old = await raw(service.url, { ...account, date: new Date(Date.now() - 16 * 60_000).toUTCString() });
  assert.equal(old.status, 401);
  assert.equal((await raw(service.url, { ...account, date: "yesterday" })).status, 401);
  assert.equal((await raw(service.url, { ...account, sign: false })).status, 401);
  const other = await raw(service.url, { method: "GET", path: "/dbs", sign: { type: "colls", link: "" } });
  assert.equal(other.status, 401);
  for (const [type, name] of [
    ["aad", /Entra/],
    ["resource", /resource tokens/],
  ] as const) {
    const headers = { authorization: `type=${type}&ver=1.0&sig=x`, "x-ms-date": new Date().toUTCString() };
    const reply = await raw(service.url, { ...account, sign: false, headers });
    assert.equal(reply.status, 400);
    assert.match(reply.body, name);
  }
});

test("a client on the machine's time is served while the service's clock stands elsewhere", async (t) => {
  const { client } = await start(t, { clock: new FakeClock(0) });
  assert.deepEqual((await client.databases.readAll().fetchAll()).resources, []);
});

test("every answer has its own activity id, a charge and the emulator's mark", async (t) => {
  const { service } = await start(t);
  const replies = [await raw(service.url, account), await raw(service.url, { method: "GET", path: "/dbs/none" })];
  for (const { headers } of replies) {
    assert.ok(Number(headers["x-ms-request-charge"]) > 0);
    assert.equal(headers["x-eventwright-emulator"], "1");
  }
  assert.notEqual(replies[0]?.headers["x-ms-activity-id"], replies[1]?.headers["x-ms-activity-id"]);
});

test("stored procedures, triggers, functions and users are refused by name", async (t) => {
  const { container, client, service } = await start(t);
  const items = await container();
  const script = { id: "s", body: "function () {}" };
  await assert.rejects(items.scripts.storedProcedures.create(script), status(400, /sprocs/));
  await assert.rejects(items.scripts.userDefinedFunctions.create(script), status(400, /udfs/));
  await assert.rejects(client.database("db").users.create({ id: "u" }), status(400, /users/));
  const triggered = await raw(service.url, {
    method: "POST",
    path: "/dbs/db/colls/c/docs",
    body: '{"id":"a","pk":"p"}',
    headers: { "x-ms-documentdb-pre-trigger-include": "t" },
  });
  assert.match(triggered.body, /triggers/);
});

test("hostile requests get a JSON error of the 4xx kind, never a 5xx", async (t) => {
  const { service, container } = await start(t);
  const items = await container();
  await items.items.create({ id: "a", pk: "p" });
  const docs = "/dbs/db/colls/c/docs";
  const keyed = { "x-ms-documentdb-partitionkey": '["p"]' };
  const query = { "x-ms-documentdb-isquery": "true" };
  const batch = { ...keyed, "x-ms-cosmos-is-batch-request": "true", "x-ms-cosmos-batch-atomic": "true" };
  const cases: [string, string, string, Record<string, string>][] = [
    ...[
      "",
      "{",
      "[]",
      "7",
      "null",
      '"x"',
      '{"pk":"p"}',
      '{"id":7}',
      '{"id":""}',
      '{"id":"a/b"}',
      "[".repeat(100_000),
    ].map((body): [string, string, string, Record<string, string>] => ["POST", docs, body, {}]),
    ...["x", "{}", "[[1]]", "[1,2]", '["q"]', "[{}]"].map((value): [string, string, string, Record<string, string>] => [
      "POST",
      docs,
      '{"id":"z","pk":"p"}',
      { "x-ms-documentdb-partitionkey": value },
    ]),
    ["GET", `${docs}/a`, "", {}],
    ["GET", `${docs}/none`, "", keyed],
    ["GET", `${docs}/%zz`, "", keyed],
    ["GET", `${docs}/a/attachments/b`, "", keyed],
    ["PATCH", `${docs}/a`, "{}", keyed],
    ["PATCH", `${docs}/a`, '[{"op":"add"}]', keyed],
    ["PATCH", `${docs}/a`, '{"operations":[{"op":"set","path":"/n","value":1}],"condition":"nonsense"}', keyed],
    ["POST", docs, "{}", query],
    ["POST", docs, '{"query":7}', query],
    ["POST", docs, '{"query":"SELECT * FROM c","parameters":{}}', query],
    ["POST", docs, '{"query":"SELECT * FROM c","parameters":[7]}', query],
    ["POST", docs, '{"query":"SELECT * FROM c"}', { ...query, "x-ms-continuation": "nonsense" }],
    ["POST", docs, '{"query":"SELECT * FROM c"}', { ...query, "x-ms-continuation": "eyJza2lwIjotMX0" }],
    ["POST", docs, '{"query":"SELECT * FROM c"}', { ...query, "x-ms-max-item-count": "many" }],
    ["POST", docs, '{"query":"SELECT * FROM c"}', { ...query, "x-ms-max-item-count": "0" }],
    ["POST", docs, '{"query":"SELECT * FROM c"}', { ...query, "x-ms-documentdb-partitionkeyrangeid": "99" }],
    ["POST", docs, '{"query":"SELECT * FROM c"}', { ...query, "x-ms-start-epk": "'; DROP" }],
    ["POST", docs, '{"query":"SELECT TOP @n * FROM c"}', { ...query, ...keyed }],
    ["POST", docs, '{"query":"SELECT * FROM c ORDER BY c[c.x]"}', { ...query }],
    ["POST", docs, "{}", batch],
    ["POST", docs, "[]", batch],
    ["POST", docs, "[7]", batch],
    ["GET", docs, "", { "a-im": "Incremental Feed", "if-none-match": "elsewhere" }],
    ["GET", docs, "", { "a-im": "Incremental Feed", "if-modified-since": "elsewhen" }],
    ["GET", docs, "", { "a-im": "Incremental Feed", "x-eventwright-wait-ms": "long" }],
    ["DELETE", docs, "", {}],
    ["PUT", "/dbs/db/colls/c", "{}", {}],
    ["PUT", "/dbs/db/colls/c", '{"id":"other"}', {}],
    ["POST", "/dbs", "{}", {}],
    ["POST", "/dbs", '{"id":"x"}', { "x-ms-offer-throughput": "much" }],
    ["POST", "/dbs/db/colls", '{"id":"x"}', {}],
    ["POST", "/dbs/db/colls", '{"id":"x","partitionKey":{"paths":["/a"]},"uniqueKeyPolicy":{"uniqueKeys":7}}', {}],
    ["POST", "/dbs/none/colls", '{"id":"x","partitionKey":{"paths":["/a"]}}', {}],
    ["TRACE", "/dbs", "", {}],
    ["GET", "/favicon.ico", "", {}],
  ];
  for (const [method, path, body, headers] of cases) {
    const label = `${method} ${path} ${body.slice(0, 60)} ${JSON.stringify(headers)}`;
    const reply = await raw(service.url, { method, path, body, headers });
    assert.ok(reply.status >= 400 && reply.status < 500, `${label} answered ${reply.status}`);
    const { code, message } = JSON.parse(reply.body) as { code: unknown; message: unknown };
    assert.ok(typeof code === "string" && typeof message === "string" && message.length > 0, label);
  }
  assert.equal((await items.items.readAll().fetchAll()).resources.length, 1);
});

test("two batch operations: inner faults are reported per operation", async (t) => {
  const { service, container } = await start(t);
  await container();
  const headers = { "x-ms-cosmos-is-batch-request": "true", "x-ms-documentdb-partitionkey": '["p"]' };
  for (const atomic of ["true", "false"]) {
    const reply = await raw(service.url, {
      method: "POST",
      path: "/dbs/db/colls/c/docs",
      headers: { ...headers, "x-ms-cosmos-batch-atomic": atomic },
      body: '[{"operationType":"Explode","partitionKey":"[\\"p\\"]"},{"operationType":"Create","partitionKey":"[\\"p\\"]"}]',
    });
    assert.equal(reply.status, 207);
    const codes = (JSON.parse(reply.body) as { statusCode: number }[]).map(({ statusCode }) => statusCode);
    assert.deepEqual(codes, atomic === "true" ? [400, 424] : [400, 400]);
  }
});

test("a port in use is told", async (t) => {
  const { service } = await start(t);
  await assert.rejects(start(t, { port: Number(new URL(service.url).port) }), /EADDRINUSE/);
  assert.equal(key.length > 0, true);
});
