import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { OperationInput } from "@azure/cosmos";
import { keyHeaderName } from "../../../../emulator/cosmos/http/operator-key.ts";
import { throughputPath } from "../../../../emulator/cosmos/http/throughput-endpoint.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";
import { key, raw, start } from "../support.ts";

/** Every write below costs 5 RU: what is not indexed costs by size only. */
const plain = { indexingPolicy: { excludedPaths: [{ path: "/*" }] } as never };

const create = (id: string) => ({
  method: "POST",
  path: "/dbs/db/colls/c/docs",
  body: JSON.stringify({ id, pk: "p" }),
  headers: { "x-ms-documentdb-partitionkey": '["p"]' },
});

const batch = (ids: readonly string[], atomic: boolean) => ({
  method: "POST",
  path: "/dbs/db/colls/c/docs",
  body: JSON.stringify(
    ids.map((id) => ({ operationType: "Create", partitionKey: '["p"]', resourceBody: { id, pk: "p" } })),
  ),
  headers: {
    "x-ms-cosmos-is-batch-request": "true",
    "x-ms-cosmos-batch-atomic": String(atomic),
    ...(atomic ? { "x-ms-documentdb-partitionkey": '["p"]' } : {}),
  },
});

/** A container `c` on a clock that stands, with so many request units a second. */
async function throttled(t: TestContext, budget: number | "offers" | "unlimited") {
  const clock = new FakeClock(Date.now());
  const fixture = await start(t, { clock });
  const items = await fixture.container(plain);
  fixture.service.setThroughput(budget);
  const send = (request: Parameters<typeof raw>[1]) => raw(fixture.service.url, request);
  return { ...fixture, clock, items, send };
}

/** Lets the SDK's timers run on the fake clock. Answers the delays that it asked for. */
function timersOn(t: TestContext, clock: FakeClock): readonly number[] {
  const delays: number[] = [];
  t.mock.method(globalThis, "setTimeout", ((task: () => void, delay = 0) => {
    delays.push(delay);
    return { unref() {}, ref() {}, task: clock.schedule(delay, task) };
  }) as never);
  return delays;
}

/** Gives I/O its turns until something is so. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

test("a request above the budget is refused as Azure does it, and nothing is changed", async (t) => {
  const { send, clock, service } = await throttled(t, 10);
  assert.equal((await send(create("a"))).status, 201);
  assert.equal((await send(create("b"))).status, 201);
  // What is left may be overdrawn; nothing is left now, and 1 ms more is needed.
  const refused = await send(create("c"));
  assert.equal(refused.status, 429);
  assert.equal(refused.headers["x-ms-substatus"], "3200");
  assert.equal(refused.headers["x-ms-retry-after-ms"], "1");
  assert.equal(refused.headers["x-ms-request-charge"], "0.38");
  const body = JSON.parse(refused.body) as { code: string; message: string };
  assert.equal(body.code, "429");
  assert.match(body.message, /Request rate is large\. More Request Units may be needed, so no changes were made/);
  await clock.advance(1);
  assert.equal((await send(create("c"))).status, 201);
  const { headers } = await send(create("d"));
  assert.equal(headers["x-ms-retry-after-ms"], "500");
  assert.deepEqual(service.throughput().containers["db/c"], { requests: 5, charge: 15, throttled: 2 });
});

test("reads, queries and the change feed draw on the same budget; metadata does not", async (t) => {
  const { send, service } = await throttled(t, "unlimited");
  await send(create("a"));
  service.setThroughput(5);
  await send(create("b"));
  const docs = "/dbs/db/colls/c/docs";
  const keyHeader = { "x-ms-documentdb-partitionkey": '["p"]' };
  const query = { "x-ms-documentdb-isquery": "true", "content-type": "application/query+json", ...keyHeader };
  const range = { "a-im": "Incremental Feed", "x-ms-documentdb-partitionkeyrangeid": "0" };
  for (const request of [
    { method: "GET", path: `${docs}/a`, headers: keyHeader },
    { method: "POST", path: docs, body: '{"query":"SELECT * FROM c"}', headers: query },
    { method: "GET", path: docs, headers: range },
    { method: "DELETE", path: `${docs}/a`, headers: keyHeader },
  ]) {
    assert.equal((await send(request)).status, 429, `${request.method} ${JSON.stringify(request.headers)}`);
  }
  assert.equal((await send({ method: "GET", path: "/dbs/db/colls/c" })).status, 200);
  assert.equal((await send({ method: "GET", path: "/dbs/db/colls/c/pkranges" })).status, 200);
});

test("one container's use is not another's", async (t) => {
  const { send, container, service } = await throttled(t, 5);
  const other = await container({ id: "other", ...plain });
  await send(create("a"));
  assert.equal((await send(create("b"))).status, 429);
  assert.equal((await other.items.create({ id: "a", pk: "p" })).statusCode, 201);
  assert.equal(service.throughput().containers["db/other"]?.throttled, 0);
});

test("a transactional batch is refused whole", async (t) => {
  const { send, items, clock } = await throttled(t, 10);
  // It may begin, and then runs to its end: 20 RU, of which 10 are a debt.
  assert.equal((await send(batch(["a", "b", "c", "d"], true))).status, 200);
  const refused = await send(batch(["e", "f"], true));
  assert.equal(refused.status, 429);
  assert.equal(refused.headers["x-ms-retry-after-ms"], "1001");
  await clock.advance(1_001);
  assert.equal((await items.item("e", "p").read()).statusCode, 404);
});

test("bulk operations are refused one by one, each with its time to wait", async (t) => {
  const { send } = await throttled(t, 8);
  const reply = await send(batch(["a", "b", "c"], false));
  assert.equal(reply.status, 207);
  const results = JSON.parse(reply.body) as readonly Record<string, unknown>[];
  assert.deepEqual(
    results.map(({ statusCode, subStatusCode, retryAfterMilliseconds }) => [
      statusCode,
      subStatusCode,
      retryAfterMilliseconds,
    ]),
    [
      [201, undefined, undefined],
      [201, undefined, undefined],
      [429, 3200, 251],
    ],
  );
});

test("the real SDK waits just as long as it is told, then succeeds", async (t) => {
  const { items, clock, service, send } = await throttled(t, "unlimited");
  // The client has seen the container.
  await items.item("warm", "p").read();
  service.setThroughput(4);
  await send(create("c"));
  const delays = timersOn(t, clock);
  const refusals = () => service.throughput().containers["db/c"]?.throttled ?? 0;
  const before = refusals();
  const writing = items.items.create({ id: "d", pk: "p" });
  await until(() => delays.includes(251));
  assert.equal(refusals(), before + 1);
  await clock.advance(250);
  assert.equal(refusals(), before + 1);
  await clock.advance(1);
  const { statusCode, headers } = await writing;
  assert.equal(statusCode, 201);
  assert.equal(headers["x-ms-throttle-retry-count"], 1);
  assert.equal(headers["x-ms-throttle-retry-wait-time-ms"], 251);
  assert.equal(refusals(), before + 1);
});

test("the SDK's bulk executor brings all operations through", async (t) => {
  const { items, clock, service } = await throttled(t, 20);
  timersOn(t, clock);
  const operations: OperationInput[] = Array.from({ length: 12 }, (_, index) => ({
    operationType: "Create" as const,
    partitionKey: `k${index}`,
    resourceBody: { id: `${index}`, pk: `k${index}` },
  }));
  let done = false;
  const writing = items.items.executeBulkOperations(operations).finally(() => {
    done = true;
  });
  while (!done) await clock.advance(10);
  const results = await writing;
  assert.deepEqual(new Set(results.map(({ response }) => response?.statusCode)), new Set([201]));
  assert.ok((service.throughput().containers["db/c"]?.throttled ?? 0) > 0);
});

test("with offers, each container has what it was given, and a changed offer holds at once", async (t) => {
  const { send, items, clock, client } = await throttled(t, "offers");
  const fill = async () => {
    let count = 0;
    while ((await send(create(`${clock.now()}-${count}`))).status === 201) count++;
    return count;
  };
  assert.equal(await fill(), 80);
  const { resource: offer } = await items.readOffer();
  assert.ok(offer?.content);
  await client.offer(offer.id).replace({ ...offer, content: { ...offer.content, offerThroughput: 800 } });
  assert.equal((await send(create("late"))).status, 429);
  await clock.advance(1_000);
  assert.equal(await fill(), 160);
});

test("containers without throughput of their own share their database's", async (t) => {
  const { client, service } = await throttled(t, "offers");
  const { database } = await client.databases.create({ id: "shared", throughput: 400 });
  const make = async (id: string) =>
    (await database.containers.create({ id, partitionKey: { paths: ["/pk"] }, ...plain })).container;
  const [one, two] = [await make("one"), await make("two")];
  assert.equal((await one.readOffer()).resource, undefined);
  const body = { id: "x", pk: "p", text: "x".repeat(900_000) };
  await one.items.create(body);
  const refused = await raw(service.url, {
    method: "GET",
    path: "/dbs/shared/colls/two/docs/x",
    headers: { "x-ms-documentdb-partitionkey": '["p"]' },
  });
  assert.equal(refused.status, 429);
  assert.equal(two.id, "two");
});

test("the figures can be read without a key; the budget is changed with it only", async (t) => {
  const { service, send } = await throttled(t, 5);
  await send(create("a"));
  await send(create("b"));
  const url = `${service.url}${throughputPath}`;
  assert.deepEqual(await (await fetch(url)).json(), {
    budget: 5,
    containers: { "db/c": { requests: 2, charge: 5, throttled: 1 } },
  });
  const put = (budget: unknown, shown: string) =>
    fetch(url, { method: "PUT", headers: { [keyHeaderName]: shown }, body: JSON.stringify({ budget }) });
  assert.equal((await put("unlimited", "d3Jvbmc=")).status, 401);
  assert.equal((await put(-1, key)).status, 400);
  assert.equal((await put("unlimited", key)).status, 200);
  assert.equal((await send(create("b"))).status, 201);
});

test("a budget that is none is told at the start", async (t) => {
  await assert.rejects(start(t, { throughput: 0 }), /throughput must be a number of request units a second above zero/);
});
