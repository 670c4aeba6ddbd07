import assert from "node:assert/strict";
import { test } from "node:test";
import { ConsistencyLevel, CosmosClient } from "@azure/cosmos";
import { key, raw, start, status } from "./support.ts";

const item = "/dbs/db/colls/c/docs/a";
const read = (token: string, more: Record<string, string> = {}) => ({
  method: "GET",
  path: item,
  headers: { "x-ms-documentdb-partitionkey": '["p"]', "x-ms-session-token": token, ...more },
});

test("a client with session consistency reads its own writes, over a split too", async (t) => {
  const { service, container } = await start(t, { partitionRanges: 2 });
  await container();
  const client = new CosmosClient({ endpoint: service.url, key, consistencyLevel: ConsistencyLevel.Session });
  t.after(() => client.dispose());
  const { items, ...rest } = client.database("db").container("c");
  assert.ok(rest.id);
  for (let n = 0; n < 8; n++) await items.create({ id: `${n}`, pk: `p${n}` });
  await service.splitRange("db", "c", "0");
  const own = client.database("db").container("c");
  for (let n = 0; n < 8; n++) assert.equal((await own.item(`${n}`, `p${n}`).read()).statusCode, 200);
  assert.equal((await own.items.query("SELECT * FROM c").fetchAll()).resources.length, 8);
});

test("a token from the future is not available, on reads, queries and feeds; writes do not ask", async (t) => {
  const { service, container } = await start(t);
  const items = await container();
  const { headers } = await items.items.create({ id: "a", pk: "p" });
  const token = String(headers["x-ms-session-token"]);
  assert.match(token, /^0:-1#\d+$/);
  const [range = "", lsn = ""] = token.split(":-1#");
  const future = `${range}:-1#${Number(lsn) + 1}`;
  assert.equal((await raw(service.url, read(token))).status, 200);
  for (const ahead of [future, `${future}#1=5`, `7:-1#1,${future}`, `${range}:${Number(lsn) + 1}`]) {
    const reply = await raw(service.url, read(ahead));
    assert.equal(reply.status, 404, ahead);
    assert.equal(reply.headers["x-ms-substatus"], "1002");
    assert.match(reply.body, /read session is not available/);
  }
  // Another range's, or one that is not asked for.
  assert.equal((await raw(service.url, read(`7:-1#${Number(lsn) + 1}`))).status, 200);
  assert.equal((await raw(service.url, read(future, { "x-ms-consistency-level": "Eventual" }))).status, 200);
  const docs = "/dbs/db/colls/c/docs";
  const session = { "x-ms-session-token": future };
  const feed = { ...session, "a-im": "Incremental Feed", "x-ms-documentdb-partitionkeyrangeid": "0" };
  const query = {
    ...session,
    "content-type": "application/query+json",
    "x-ms-documentdb-isquery": "true",
    "x-ms-documentdb-partitionkey": '["p"]',
  };
  const replies = [
    await raw(service.url, { method: "GET", path: docs, headers: feed }),
    await raw(service.url, { method: "POST", path: docs, headers: query, body: '{"query":"SELECT * FROM c"}' }),
  ];
  assert.deepEqual(
    replies.map(({ status: code, headers: { "x-ms-substatus": substatus } }) => [code, substatus]),
    [
      [404, "1002"],
      [404, "1002"],
    ],
  );
  // The SDK asks again without the token, as it does on Azure.
  const sessionToken = future;
  assert.equal(
    (await items.item("a", "p").read({ consistencyLevel: ConsistencyLevel.Session, sessionToken })).statusCode,
    200,
  );
  assert.equal((await items.items.upsert({ id: "a", pk: "p" }, { sessionToken })).statusCode, 200);
});

test("what is no token, and a level above the account's, is refused", async (t) => {
  const { service, container } = await start(t);
  const items = await container();
  await items.items.create({ id: "a", pk: "p" });
  for (const token of ["x", "0:", "0:-1#", "0:-1#x", ","]) {
    assert.equal((await raw(service.url, read(token))).status, 400, token);
  }
  const strong = raw(service.url, read("0:-1#0", { "x-ms-consistency-level": "Strong" }));
  assert.match((await strong).body, /Strong specified in the request is invalid.*consistency level Session/);
  const level = ConsistencyLevel.BoundedStaleness;
  await assert.rejects(items.item("a", "p").read({ consistencyLevel: level }), status(400, /BoundedStaleness/));
});
