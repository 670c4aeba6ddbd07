import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it, test } from "node:test";
import { ChangeFeedStartFrom } from "@azure/cosmos";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { openDatabase } from "../../../platform/adapters/cosmos/client.ts";
import { collectionsOf } from "../../../platform/adapters/cosmos/collection.ts";
import { cosmosMeasures, sequenceNumber } from "../../../platform/adapters/cosmos/measures.ts";
import { feedLag } from "../../../platform/telemetry/measure/feed-lag.ts";
import { lettersNow, parkedNow, processesNow } from "../../../platform/telemetry/measure/standing.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { questApp } from "../support/quest.ts";
import { onEveryGround, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

onEveryGround("what stands still is counted", (open) => {
  it("by handler: parked streams with the age of the first, and open letters", async () => {
    const switches: Switches = { projectionThrowsOn: "poison" };
    const rig = await open(tally(switches));
    assert.deepEqual([await parkedNow(rig.runtime), await lettersNow(rig.runtime)], [[], []]);
    const begun = new Date(rig.clock.now()).toISOString();
    await send(rig, "add", { counterId: "a", amount: 1, note: "poison" });
    await rig.pump();
    const first = (await parkedNow(rig.runtime))[1]?.oldest ?? "";
    assert.ok(first >= begun);
    await rig.clock.advance(60_000);
    for (const counterId of ["b", "c"]) await send(rig, "add", { counterId, amount: 1, note: "poison" });
    await send(rig, "break", { counterId: "d", how: "throw" });
    // Keeping a message behind it does not make a parking younger.
    await send(rig, "add", { counterId: "a", amount: 1 });
    await rig.pump();
    const parked = await parkedNow(rig.runtime);
    assert.deepEqual(
      parked.map(({ handler, streams }) => [handler, streams]),
      [
        ["commands", 1],
        ["notifier-TotalChanged", 3],
        ["projection-counters", 3],
      ],
    );
    assert.equal(parked[2]?.oldest, first);
    assert.ok((parked[0]?.oldest ?? "") > first);
    assert.deepEqual(await lettersNow(rig.runtime), [
      { handler: "commands", open: 1 },
      { handler: "notifier-TotalChanged", open: 3 },
      { handler: "projection-counters", open: 3 },
    ]);
  });
});

test("what waits in the change feeds of an app in memory", async () => {
  const app = inMemoryApp(tally());
  assert.deepEqual(await feedLag(app.runtime), [
    { feed: "commands", waiting: 0, seconds: 0 },
    { feed: "events", waiting: 0, seconds: 0 },
  ]);
  await send(app, "add", { counterId: "a", amount: 1 });
  await app.clock.advance(5_000);
  await send(app, "add", { counterId: "a", amount: 2 });
  assert.deepEqual((await feedLag(app.runtime))[0], { feed: "commands", waiting: 2, seconds: 5 });
  await app.pump();
  assert.deepEqual((await feedLag(app.runtime))[0], { feed: "commands", waiting: 0, seconds: 0 });
});

test("instances of processes are counted by state while they have not ended well", async () => {
  const app = inMemoryApp(questApp());
  const runtime = { ...app.runtime, processes: { client: app.processes.client } as never };
  assert.deepEqual(await processesNow(app.runtime), []);
  const begun = app.clock.now();
  for (const questId of ["q1", "q2"]) {
    await app.request("POST", "/api/commands/open", { body: { questId, size: 1 } });
    await app.pump();
    await app.clock.advance(1000);
  }
  const [running, ...others] = await processesNow(runtime);
  assert.deepEqual(others, []);
  assert.deepEqual([running?.process, running?.status, running?.count], ["quest", "Running", 2]);
  assert.equal(running?.oldest, new Date(begun).toISOString());
});

const key = Buffer.from("a key for tests only").toString("base64");

test("what waits in a change feed of Cosmos is estimated from the leases of its reader", async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), "measure-test-"));
  const cosmos = await startCosmos({ port: 0, key, dataDir });
  const open = await openDatabase({ endpoint: cosmos.url, key, database: "db" });
  t.after(async () => {
    open.close();
    await cosmos.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  await open.database.client.databases.create({ id: "db" });
  await open.database.containers.create({ id: "events", partitionKey: { paths: ["/streamid"], version: 2 } });
  await open.database.containers.create({ id: "leases", partitionKey: { paths: ["/id"], version: 2 } });
  const events = open.database.container("events");
  const leases = open.database.container("leases");
  const measures = cosmosMeasures(collectionsOf(open));
  const reader = { feed: "events", reader: "handleEvents" } as const;
  assert.equal(await measures.feed(reader), undefined);

  const rid = (await events.read()).resource as unknown as { _rid: string };
  const id = `handleEvents127.0.0.1_x_${rid._rid}..0`;
  // As the trigger writes it before its first batch; an earlier container's lease says nothing of this one.
  const lease = { id, LeaseToken: "0", FeedRange: { Range: { min: "", max: "FF" } }, ContinuationToken: null };
  await leases.items.create({ ...lease, id: "handleEvents127.0.0.1_x_other..0" });
  assert.equal(await measures.feed(reader), undefined);
  await leases.items.create(lease);
  assert.deepEqual(await measures.feed(reader), { waiting: 0 });

  const before = Math.floor(Date.now() / 1000) * 1000;
  for (let n = 1; n <= 5; n++) await events.items.create({ id: String(n), streamid: `s${n}` });
  const all = await measures.feed(reader);
  assert.equal(all?.waiting, 5);
  assert.ok((all?.since ?? 0) >= before && (all?.since ?? 0) <= Date.now());

  // A lease as a later host writes it, without its range.
  const { FeedRange: _, ...bare } = lease;
  const feed = events.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning() });
  const lsns = ((await feed.readNext()).result as unknown as { _lsn: number }[]).map(({ _lsn }) => _lsn);
  await leases.items.upsert({ ...bare, ContinuationToken: `"${lsns[2]}"` });
  assert.equal((await measures.feed(reader))?.waiting, 2);
  await leases.items.upsert({ ...bare, ContinuationToken: `"${lsns[4]}"` });
  assert.deepEqual(await measures.feed(reader), { waiting: 0 });
});

test("a session token names the newest sequence number, with and without a version", () => {
  assert.equal(sequenceNumber("0:-1#123"), 123);
  assert.equal(sequenceNumber("12:7#99#3=98"), 99);
  assert.equal(sequenceNumber("0:42"), 42);
  assert.equal(sequenceNumber(""), undefined);
  assert.equal(sequenceNumber("0:x#y"), undefined);
});
