import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { openDatabase } from "../../../platform/adapters/cosmos/client.ts";
import { collectionsOf } from "../../../platform/adapters/cosmos/collection.ts";
import { createAll, createDocument, readDocument } from "../../../platform/adapters/cosmos/documents.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { StoreError } from "../../../platform/stores/errors.ts";

const key = Buffer.from("a key for tests only").toString("base64");

/** The platform's own client over a local Cosmos DB; the timers of both run on one fake clock. */
async function start(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), "throttling-test-"));
  const clock = new FakeClock(Date.now());
  const cosmos = await startCosmos({ port: 0, key, dataDir, clock });
  const open = await openDatabase({ endpoint: cosmos.url, key, database: "db" });
  t.after(async () => {
    open.close();
    await cosmos.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  await open.database.client.databases.create({ id: "db" });
  const indexingPolicy = { excludedPaths: [{ path: "/*" }] };
  await open.database.containers.create({ id: "c", partitionKey: { paths: ["/pk"], version: 2 }, indexingPolicy });
  const collection = collectionsOf(open)("c");
  await createDocument(collection, { id: "first", pk: "p" });
  t.mock.method(globalThis, "setTimeout", ((task: () => void, delay = 0) => {
    const scheduled = clock.schedule(delay, task);
    return { unref() {}, ref() {}, scheduled };
  }) as never);
  const throttled = () => cosmos.throughput().containers["db/c"]?.throttled ?? 0;
  /** Moves time on until the work is done. Answers how long it took, virtual ms. */
  const through = async (work: Promise<unknown>): Promise<number> => {
    const from = clock.now();
    let done = false;
    const end = () => {
      done = true;
    };
    work.then(end, end);
    while (!done) await clock.advance(5);
    return clock.now() - from;
  };
  return { cosmos, collection, throttled, through };
}

test("writes and reads that share a bulk request wait for request units, and all of them succeed", async (t) => {
  const { cosmos, collection, throttled, through } = await start(t);
  cosmos.setThroughput(50);
  const ids = Array.from({ length: 40 }, (_, index) => `d${index}`);
  const writing = Promise.all(ids.map((id) => createDocument(collection, { id, pk: id })));
  // 200 units to write, 50 of them at once.
  const took = await through(writing);
  assert.deepEqual(new Set(await writing), new Set(["created"]));
  assert.ok(took >= 2_800 && took < 6_000, `${took} ms`);
  assert.ok(throttled() > 0);
  const reading = Promise.all(ids.map((id) => readDocument<{ id: string }>(collection, id, id)));
  await through(reading);
  assert.deepEqual(
    (await reading).map((found) => found?.document.id),
    ids,
  );
});

test("a single write and a transactional batch outwait more refusals than the SDK would count", async (t) => {
  const { cosmos, collection, throttled, through } = await start(t);
  // A crowd that takes whatever there is makes one client come back again and again.
  cosmos.setThroughput(2);
  const rivals = Array.from({ length: 3 }, (_, index) =>
    collection.container.items.create({ id: `rival-${index}`, pk: `r${index}` }),
  );
  const writing = createDocument(collection, { id: "alone", pk: "p" });
  const batch = createAll(collection, "q", [{ id: "x", pk: "q" }]);
  await through(Promise.allSettled([...rivals, writing, batch]));
  assert.equal(await writing, "created");
  assert.equal(await batch, "created");
  assert.ok(throttled() > 5, `${throttled()}`);
});

test("a wait beyond all patience is told at once, as of an outage that passes", async (t) => {
  const { cosmos, collection, through } = await start(t);
  cosmos.setThroughput(0.1);
  await collection.container.items.create({ id: "debt", pk: "p" });
  const writing = ["a", "b"].map((id) => createDocument(collection, { id, pk: "p" }));
  assert.ok((await through(Promise.allSettled(writing))) < 1_000);
  for (const one of writing) {
    await assert.rejects(one, (error) => {
      assert.ok(error instanceof StoreError);
      assert.equal(error.kind, "transient");
      assert.ok((error.retryAfter ?? 0) > 40_000);
      return true;
    });
  }
});
