import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ChangeFeedIteratorOptions,
  ChangeFeedMode,
  ChangeFeedPolicy,
  ChangeFeedRetentionTimeSpan,
  ChangeFeedStartFrom,
  type Container,
  PartitionKeyBuilder,
} from "@azure/cosmos";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { type Fixture, start, status } from "./support.ts";

/** A change as this feed shows it. */
interface Change {
  readonly current: { readonly id?: string; readonly n?: number; readonly _etag?: string };
  readonly previous?: { readonly id: string; readonly n?: number };
  readonly metadata: {
    readonly operationType: string;
    readonly lsn: number;
    readonly crts: number;
    readonly previousImageLSN: number;
    readonly timeToLiveExpired?: boolean;
    readonly id?: string;
    readonly partitionKey?: Readonly<Record<string, unknown>>;
  };
}

type Start = NonNullable<ChangeFeedIteratorOptions["changeFeedStartFrom"]>;

const policy = (minutes: number) => ({
  changeFeedPolicy: new ChangeFeedPolicy(ChangeFeedRetentionTimeSpan.fromMinutes(minutes)),
});

const make = ({ container }: Fixture, more: object = {}) => container({ ...policy(10), ...more });

/** Opens the feed where it is now. Its `next` reads on until nothing is new. */
function follow(container: Container, changeFeedStartFrom: Start = ChangeFeedStartFrom.Now()) {
  const options: ChangeFeedIteratorOptions = {
    changeFeedMode: ChangeFeedMode.AllVersionsAndDeletes,
    changeFeedStartFrom,
    maxItemCount: 2,
  };
  const feed = container.items.getChangeFeedIterator<Change>(options);
  let token = "";
  const next = async (): Promise<Change[]> => {
    const seen: Change[] = [];
    for (;;) {
      const page = await feed.readNext();
      token = page.continuationToken;
      if (page.statusCode === 304) return seen;
      seen.push(...page.result);
    }
  };
  return { next, token: () => token };
}

const told = (changes: readonly Change[]) =>
  changes.map(({ current, previous, metadata }) => [
    metadata.operationType,
    current.id ?? previous?.id,
    current.n ?? previous?.n,
  ]);

test("every version is told, deletes too, with what was before them", async (t) => {
  const clock = new FakeClock(Date.now());
  const items = await make(await start(t, { clock, partitionRanges: 2 }));
  await items.items.create({ id: "before", pk: "p", n: 0 });
  const feed = follow(items);
  assert.deepEqual(await feed.next(), []);
  const { resource } = await items.items.create({ id: "a", pk: "p", n: 1 });
  await items.items.upsert({ id: "a", pk: "p", n: 2 });
  await items.item("a", "p").patch([{ op: "incr", path: "/n", value: 1 }]);
  await items.item("a", "p").delete();
  await items.item("before", "p").delete();
  const seen = await feed.next();
  assert.deepEqual(told(seen), [
    ["create", "a", 1],
    ["replace", "a", 2],
    ["replace", "a", 3],
    ["delete", "a", 3],
    ["delete", "before", 0],
  ]);
  const [created, replaced, patched, deleted] = seen.map(({ metadata }) => metadata);
  assert.equal(created?.previousImageLSN, 0);
  assert.equal(replaced?.previousImageLSN, created?.lsn);
  assert.equal(patched?.previousImageLSN, replaced?.lsn);
  assert.equal(deleted?.previousImageLSN, patched?.lsn);
  assert.equal(created?.crts, Math.floor(clock.now() / 1000));
  assert.equal(seen[0]?.current._etag, resource?._etag);
  assert.equal(seen[1]?.previous, undefined);
  assert.deepEqual(seen[3]?.current, {});
  assert.deepEqual([deleted?.id, deleted?.partitionKey, deleted?.timeToLiveExpired], ["a", { pk: "p" }, false]);
  assert.deepEqual(await feed.next(), []);
});

test("a token goes on after a restart and a split; a transaction is one; what was undone is not told", async (t) => {
  const first = await start(t);
  const items = await make(first);
  const feed = follow(items);
  await feed.next();
  await first.service.stop();
  const second = await start(t, { dataDir: first.dataDir });
  const again = await make(second);
  const create = (id: string) => ({ operationType: "Create" as const, resourceBody: { id, pk: "p" } });
  await again.items.batch(["a", "b", "c"].map(create), "p");
  assert.equal((await again.items.batch(["d", "a"].map(create), "p")).code, 207);
  await second.service.splitRange("db", "c", "0");
  await again.items.create({ id: "e", pk: "q" });
  const seen = await follow(again, ChangeFeedStartFrom.Continuation(feed.token())).next();
  assert.deepEqual(seen.map(({ current }) => current.id).sort(), ["a", "b", "c", "e"]);
  const batch = seen.filter(({ current }) => current.id !== "e").map(({ metadata }) => metadata.lsn);
  assert.equal(new Set(batch).size, 1);
});

test("an item that its time to live takes away is told apart from one that is deleted", async (t) => {
  const clock = new FakeClock(Date.now());
  const fixture = await start(t, { clock });
  const items = await make(fixture, { defaultTtl: 60 });
  const feed = follow(items);
  await feed.next();
  await items.items.create({ id: "a", pk: "p" });
  await items.items.create({ id: "b", pk: "p" });
  await items.item("b", "p").delete();
  await clock.advance(61_000);
  await fixture.service.expire();
  const deletes = (await feed.next()).filter(({ metadata }) => metadata.operationType === "delete");
  assert.deepEqual(
    deletes.map(({ previous, metadata }) => [previous?.id, metadata.timeToLiveExpired]),
    [
      ["b", false],
      ["a", true],
    ],
  );
});

test("of one key, and of the prefix of a hierarchical one", async (t) => {
  const fixture = await start(t, { partitionRanges: 3 });
  const items = await make(fixture, { partitionKey: { paths: ["/a", "/b"], kind: "MultiHash", version: 2 } });
  const key = (...values: string[]) => {
    const builder = new PartitionKeyBuilder();
    for (const value of values) builder.addValue(value);
    return ChangeFeedStartFrom.Now(builder.build() as never);
  };
  const [one, prefix] = [follow(items, key("x", "2")), follow(items, key("x"))];
  await Promise.all([one.next(), prefix.next()]);
  for (const a of ["x", "y"]) for (const b of ["1", "2"]) await items.items.create({ id: a + b, a, b });
  assert.deepEqual(
    told(await one.next()).map(([, id]) => id),
    ["x2"],
  );
  assert.deepEqual(
    told(await prefix.next())
      .map(([, id]) => id)
      .sort(),
    ["x1", "x2"],
  );
  await items.item("x2", ["x", "2"]).delete();
  assert.deepEqual((await one.next())[0]?.metadata.partitionKey, { a: "x", b: "2" });
});

test("is refused where nothing is kept, from the past, and from before what is retained", async (t) => {
  const clock = new FakeClock(Date.now());
  const fixture = await start(t, { clock });
  await assert.rejects(follow(await fixture.container()).next(), status(400, /changeFeedPolicy/));
  const items = await make(fixture, { id: "kept" });
  await assert.rejects(follow(items, ChangeFeedStartFrom.Beginning()).next(), status(400, /starts from now/));
  await assert.rejects(follow(items, ChangeFeedStartFrom.Time(new Date())).next(), status(400, /starts from now/));
  const feed = follow(items);
  await feed.next();
  await items.items.create({ id: "a", pk: "p" });
  await clock.advance(9 * 60_000);
  await fixture.service.expire();
  assert.equal((await follow(items, ChangeFeedStartFrom.Continuation(feed.token())).next()).length, 1);
  await clock.advance(2 * 60_000);
  await fixture.service.expire();
  await assert.rejects(feed.next(), status(400, /older than what the container's changeFeedPolicy retains/));
  assert.deepEqual(await follow(items).next(), []);
});
