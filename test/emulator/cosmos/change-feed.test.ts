import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ChangeFeedIteratorOptions,
  ChangeFeedStartFrom,
  type Container,
  PartitionKeyBuilder,
} from "@azure/cosmos";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { raw, start, status } from "./support.ts";

/** An item as the feed shows it. */
type Item = Readonly<Record<string, unknown>>;

/** Reads a feed until nothing is new. Returns what was seen, in order, and where to go on. */
async function drain(container: Container, options: ChangeFeedIteratorOptions) {
  const seen: Item[] = [];
  const feed = container.items.getChangeFeedIterator(options);
  for await (const page of feed.getAsyncIterator()) {
    if (page.statusCode === 304) return { seen, token: page.continuationToken };
    seen.push(...(page.result as unknown as Item[]));
  }
  throw new Error("A change feed does not end.");
}

const ids = (seen: readonly object[]) => seen.map((item) => (item as Item)["id"]);
const beginning = { changeFeedStartFrom: ChangeFeedStartFrom.Beginning() };
const from = (token: string) => ({ changeFeedStartFrom: ChangeFeedStartFrom.Continuation(token) });

test("the feed gives the latest version of each item, and goes on by token", async (t) => {
  const { container } = await start(t, { partitionRanges: 3 });
  const items = await container();
  for (let n = 0; n < 12; n++) await items.items.create({ id: `${n}`, pk: `p${n}`, n });
  await items.items.upsert({ id: "3", pk: "p3", n: 33 });
  await items.item("4", "p4").delete();
  const first = await drain(items, { ...beginning, maxItemCount: 2 });
  assert.equal(first.seen.length, 11);
  assert.equal(first.seen.find((item) => item["id"] === "3")?.["n"], 33);
  assert.ok(first.seen.every((item) => Number(item["_lsn"]) > 0));
  assert.equal((await drain(items, from(first.token))).seen.length, 0);
  await items.items.create({ id: "new", pk: "p1" });
  const second = await drain(items, from(first.token));
  assert.deepEqual(ids(second.seen), ["new"]);
});

test("from now: nothing of before; an idle 304 keeps its place", async (t) => {
  const { container } = await start(t, { partitionRanges: 2 });
  const items = await container();
  await items.items.create({ id: "before", pk: "p" });
  const feed = items.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Now() });
  assert.equal((await feed.readNext()).statusCode, 304);
  assert.equal((await feed.readNext()).statusCode, 304);
  await items.items.create({ id: "after", pk: "p" });
  const seen: unknown[] = [];
  for (let reads = 0; reads < 3; reads++) seen.push(...ids((await feed.readNext()).result ?? []));
  assert.deepEqual(seen, ["after"]);
});

test("from a point in time", async (t) => {
  const clock = new FakeClock(Date.now());
  const { container } = await start(t, { clock });
  const items = await container();
  await items.items.create({ id: "early", pk: "p" });
  await clock.advance(60_000);
  const middle = new Date(clock.now());
  await clock.advance(5_000);
  await items.items.create({ id: "late", pk: "p" });
  const { seen, token } = await drain(items, {
    changeFeedStartFrom: ChangeFeedStartFrom.Time(middle),
    maxItemCount: 1,
  });
  assert.deepEqual(ids(seen), ["late"]);
  await items.items.create({ id: "later", pk: "p" });
  assert.deepEqual(ids((await drain(items, from(token))).seen), ["later"]);
});

test("of one partition key, and of a prefix of a hierarchical key", async (t) => {
  const { container } = await start(t, { partitionRanges: 3 });
  const items = await container({ partitionKey: { paths: ["/a", "/b"], kind: "MultiHash", version: 2 } as never });
  for (const a of ["x", "y"]) for (const b of ["1", "2"]) await items.items.create({ id: a + b, a, b });
  const full = new PartitionKeyBuilder().addValue("x").addValue("2").build();
  const one = await drain(items, { changeFeedStartFrom: ChangeFeedStartFrom.Beginning(full as never) });
  assert.deepEqual(ids(one.seen), ["x2"]);
  const prefix = new PartitionKeyBuilder().addValue("y").build();
  const some = await drain(items, { changeFeedStartFrom: ChangeFeedStartFrom.Beginning(prefix as never) });
  assert.deepEqual(ids(some.seen).sort(), ["y1", "y2"]);
});

test("a transaction is not cut over pages and shares one position", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.batch(
    ["a", "b", "c"].map((id) => ({ operationType: "Create" as const, resourceBody: { id, pk: "p" } })),
    "p",
  );
  await items.items.create({ id: "d", pk: "p" });
  const feed = items.items.getChangeFeedIterator({ ...beginning, maxItemCount: 1 });
  const page = await feed.readNext();
  assert.deepEqual(ids(page.result), ["a", "b", "c"]);
  assert.equal(new Set(page.result.map((item) => (item as unknown as Item)["_lsn"])).size, 1);
  assert.deepEqual(ids((await feed.readNext()).result), ["d"]);
});

test("a split in the middle loses and repeats nothing", async (t) => {
  const { container, service } = await start(t, { partitionRanges: 2 });
  const items = await container();
  for (let n = 0; n < 20; n++) await items.items.create({ id: `${n}`, pk: `p${n}` });
  const feed = items.items.getChangeFeedIterator({ ...beginning, maxItemCount: 3 });
  const seen = ids((await feed.readNext()).result);
  await service.splitRange("db", "c", "0");
  await service.splitRange("db", "c", "1");
  for (let page = await feed.readNext(); page.statusCode !== 304; page = await feed.readNext()) {
    seen.push(...ids(page.result));
  }
  assert.equal(seen.length, 20);
  assert.equal(new Set(seen).size, 20);
  const { resources } = await items.readPartitionKeyRanges().fetchAll();
  assert.deepEqual(
    resources.map(({ parents }) => parents),
    [["0"], ["0"], ["1"], ["1"]],
  );
});

test("positions, rids and etags survive a restart", async (t) => {
  const first = await start(t);
  const items = await first.container();
  await items.items.create({ id: "a", pk: "p" });
  const { resource } = await items.items.create({ id: "gone", pk: "p" });
  await items.item("gone", "p").delete();
  const { token } = await drain(items, beginning);
  await first.service.stop();
  const second = await start(t, { dataDir: first.dataDir });
  const again = await second.container();
  const created = await again.items.create({ id: "b", pk: "p" });
  assert.notEqual(created.resource?._rid, resource?._rid);
  assert.deepEqual(ids((await drain(again, from(token))).seen), ["b"]);
});

test("another mode is refused by name", async (t) => {
  const { service, container } = await start(t);
  await container();
  const reply = await raw(service.url, {
    method: "GET",
    path: "/dbs/db/colls/c/docs",
    headers: { "a-im": "Full-Fidelity Feed", "x-ms-documentdb-partitionkeyrangeid": "0" },
  });
  assert.equal(reply.status, 400);
  assert.match(reply.body, /Full-Fidelity Feed/);
});

const waiting = (etag: string, range = "0") => ({
  method: "GET",
  path: "/dbs/db/colls/c/docs",
  headers: {
    "a-im": "Incremental Feed",
    "if-none-match": etag,
    "x-ms-documentdb-partitionkeyrangeid": range,
    "x-eventwright-wait-ms": "30000",
  },
});

test("a reader that waits is answered by the next commit, or when its time on the clock is over", async (t) => {
  const clock = new FakeClock(Date.now());
  const { service, container } = await start(t, { clock });
  const items = await container();
  await items.items.create({ id: "a", pk: "p" });
  const idle = clock.pending;
  const woken = raw(service.url, waiting("*"));
  while (clock.pending === idle) await new Promise((resolve) => setImmediate(resolve));
  await items.items.create({ id: "b", pk: "p" });
  const { status: code, body, headers } = await woken;
  assert.equal(code, 200);
  assert.match(body, /"id":"b"/);
  assert.equal(headers["x-eventwright-emulator"], "1");
  const etag = String(headers["etag"]);
  const patient = raw(service.url, waiting(etag));
  while (clock.pending === idle) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(30_000);
  const late = await patient;
  assert.equal(late.status, 304);
  assert.equal(late.headers["etag"], etag);
});

test("a reader that waits learns of a split, and does not hold up a stop", async (t) => {
  const clock = new FakeClock(Date.now());
  const { service, container } = await start(t, { clock, partitionRanges: 2 });
  await container();
  const idle = clock.pending;
  const split = raw(service.url, waiting("*", "0"));
  while (clock.pending === idle) await new Promise((resolve) => setImmediate(resolve));
  await service.splitRange("db", "c", "0");
  const gone = await split;
  assert.equal(gone.status, 410);
  assert.equal(gone.headers["x-ms-substatus"], "1002");
  const stopped = raw(service.url, waiting("*", "1"));
  while (clock.pending === idle) await new Promise((resolve) => setImmediate(resolve));
  await service.stop();
  assert.equal((await stopped).status, 304);
});

test("a token of another container is refused", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.create({ id: "a", pk: "p" });
  const { token } = await drain(items, beginning);
  await items.delete();
  const again = await container();
  await assert.rejects(drain(again, from(token)), /not for the current container/);
  await assert.rejects(again.items.batch([], "nobody"), status(400));
});
