import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { checkRanges, RangesMoved } from "../../../platform/adapters/cosmos/across-ranges.ts";
import { openDatabase } from "../../../platform/adapters/cosmos/client.ts";
import { collectionsOf } from "../../../platform/adapters/cosmos/collection.ts";
import { createDocument, queryAll, queryPages, readDocument } from "../../../platform/adapters/cosmos/documents.ts";
import { cosmosStores } from "../../../platform/adapters/cosmos/stores.ts";
import { isTransient } from "../../../platform/stores/errors.ts";

const key = Buffer.from("a key for tests only").toString("base64");
/** Without the guard the SDK asks for ever; the test shall fail then, not hang. */
const guarded = { timeout: 60_000 };

const pad = (n: number) => String(n).padStart(4, "0");

/** The platform's own client over a container of two ranges, which both it and its guard remember. */
async function start(t: TestContext, documents: number) {
  const dataDir = await mkdtemp(join(tmpdir(), "splits-test-"));
  const cosmos = await startCosmos({ port: 0, key, dataDir, partitionRanges: 2 });
  const open = await openDatabase({ endpoint: cosmos.url, key, database: "db" });
  t.after(async () => {
    open.close();
    await cosmos.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  await open.database.client.databases.create({ id: "db" });
  await open.database.containers.create({ id: "c", partitionKey: { paths: ["/partition"], version: 2 } });
  let reopened = 0;
  const counted = {
    ...open,
    reopen() {
      reopened++;
      return open.reopen();
    },
  };
  const collection = collectionsOf(counted)("c");
  const ids = Array.from({ length: documents }, (_, n) => pad(n));
  await Promise.all(ids.map((id) => createDocument(collection, { id, partition: id, seen: {}, data: { name: id } })));
  const sorted = async () => (await queryAll<{ id: string }>(collection, byId)).map(({ id }) => id);
  // All clients know the two ranges from here on.
  assert.deepEqual(await sorted(), ids);
  const split = (range: string, container = "c") => cosmos.splitRange("db", container, range);
  return { collection, counted, ids, sorted, split, reopened: () => reopened };
}

const byId = { query: "SELECT * FROM c ORDER BY c.id" };

test(
  "a sorted query over ranges that were split since the last one returns, with all rows in order",
  guarded,
  async (t) => {
    const { ids, sorted, split, reopened } = await start(t, 60);
    await split("0");
    assert.deepEqual(await sorted(), ids);
    assert.equal(reopened(), 1);
    // The new client is kept …
    assert.deepEqual(await sorted(), ids);
    assert.equal(reopened(), 1);
    // … until it is too old as well.
    await split("1");
    await split("2");
    assert.deepEqual(await sorted(), ids);
    assert.equal(reopened(), 2);
  },
);

test("an aggregate never returns without the share of a range that was split", guarded, async (t) => {
  const { collection, split } = await start(t, 30);
  const count = async () => (await queryAll<number>(collection, { query: "SELECT VALUE COUNT(1) FROM c" }))[0];
  assert.equal(await count(), 30);
  await split("1");
  assert.equal(await count(), 30);
});

test(
  "a range that is split between two pages of a query takes no row away and brings none twice",
  guarded,
  async (t) => {
    const { collection, ids, split } = await start(t, 60);
    let starts = 0;
    const rows = await collection.across(async (container) => {
      const found: string[] = [];
      const iterator = container.items.query<{ id: string }>(byId, { maxItemCount: 10 });
      starts++;
      while (iterator.hasMoreResults()) {
        const page = await iterator.fetchNext();
        checkRanges(page);
        found.push(...(page.resources ?? []).map(({ id }) => id));
        if (starts === 1 && found.length === 10) await split("0");
      }
      return found;
    });
    assert.equal(starts, 2);
    assert.deepEqual(rows, ids);
  },
);

test("queries that meet one split together share one new client", guarded, async (t) => {
  const { ids, sorted, split, reopened } = await start(t, 20);
  await split("0");
  for (const rows of await Promise.all([sorted(), sorted(), sorted(), sorted()])) assert.deepEqual(rows, ids);
  assert.equal(reopened(), 1);
});

test("a query that meets moving ranges again and again tells its caller to come back", guarded, async (t) => {
  const { collection, reopened } = await start(t, 1);
  let starts = 0;
  const query = () => {
    starts++;
    return Promise.reject(new RangesMoved("split again"));
  };
  await assert.rejects(collection.across(query), isTransient);
  assert.equal(starts, 10);
  assert.equal(reopened(), 10);
});

test("pages of a read model go on behind their last document across splits, in both directions", guarded, async (t) => {
  const { counted, ids, split } = await start(t, 30);
  const { readModels } = cosmosStores(counted);
  for (const order of ["ascending", "descending"] as const) {
    const seen: string[] = [];
    let after: { id: string; partition: string } | undefined;
    for (let page = 0; page < 10; page++) {
      const rows = await readModels.page("c", { order, limit: 7, filters: [], ...(after && { after }) });
      seen.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = { id: last.id, partition: last.partition };
      await split(order === "ascending" ? String(page * 2) : String(10 + page * 2));
    }
    assert.deepEqual(seen, order === "ascending" ? ids : ids.toReversed());
  }
});

test("notifications go on behind the last that was read across splits", guarded, async (t) => {
  const { counted, split } = await start(t, 1);
  const definition = { id: "notifications", partitionKey: { paths: ["/recipient"], version: 2 } };
  await counted.database.containers.create(definition);
  const { notifications } = cosmosStores(counted);
  const seen: string[] = [];
  let position: string | undefined;
  for (let range = 0; range < 6; range++) {
    for (const id of [`${range}a`, `${range}b`]) {
      await notifications.create({ id, recipient: "anna", envelope: { id } } as never);
    }
    const page = await notifications.read("anna", position, 10);
    seen.push(...(page?.items ?? []).map(({ envelope }) => envelope.id));
    position = page?.position;
    await split(String(range), "notifications");
  }
  assert.deepEqual(seen.join(), "0a,0b,1a,1b,2a,2b,3a,3b,4a,4b,5a,5b");
});

test("a walk over all documents meets each once while ranges are split under it", guarded, async (t) => {
  const { collection, ids, split } = await start(t, 1_200);
  const seen: string[] = [];
  let range = 0;
  for await (const rows of queryPages<{ id: string }>(collection, { query: "SELECT * FROM c" })) {
    seen.push(...rows.map(({ id }) => id));
    await split(String(range++));
  }
  assert.ok(range > 2);
  assert.deepEqual(seen.sort(), ids);
});

test(
  "writes that all lie in one half of a split range are never refused for the other half's empty request",
  guarded,
  async (t) => {
    const { collection, split } = await start(t, 1);
    // The first bulk request makes the SDK remember the ranges.
    await Promise.all(["x", "y"].map((id) => createDocument(collection, { id, partition: id })));
    let writes = 0;
    for (const range of ["0", "1", "2", "3", "4", "5"]) {
      await split(range);
      const ids = Array.from({ length: 5 }, (_, n) => `${range}-${n}`);
      const write = () => Promise.allSettled(ids.map((id) => createDocument(collection, { id, partition: "one" })));
      for (const result of await write()) {
        // A request whose other part failed may have been done; whoever is told so tries again.
        if (result.status === "rejected") assert.ok(isTransient(result.reason), String(result.reason));
        else assert.equal(result.value, "created");
        writes++;
      }
      for (const result of await write()) assert.deepEqual(result, { status: "fulfilled", value: "exists" });
      const read = await Promise.all(ids.map((id) => readDocument<{ id: string }>(collection, "one", id)));
      assert.deepEqual(
        read.map((found) => found?.document.id),
        ids,
      );
    }
    assert.equal(writes, 30);
  },
);

test("reads that all lie in one half of a split range are answered", guarded, async (t) => {
  const { collection, split } = await start(t, 1);
  const ids = ["a", "b", "c"];
  await Promise.all(ids.map((id) => createDocument(collection, { id, partition: "one" })));
  for (const range of ["0", "1", "2", "3", "4", "5"]) {
    await split(range);
    const read = await Promise.all(ids.map((id) => readDocument<{ id: string }>(collection, "one", id)));
    assert.deepEqual(
      read.map((found) => found?.document.id),
      ids,
    );
  }
});

test("writes and reads in bulk find their ranges again after splits", guarded, async (t) => {
  const { collection, split } = await start(t, 1);
  const ids = Array.from({ length: 300 }, (_, n) => `b${pad(n)}`);
  const writing = ids.map((id) => createDocument(collection, { id, partition: id }));
  const splitting = [split("0"), split("1"), split("2")];
  assert.deepEqual(new Set(await Promise.all(writing)), new Set(["created"]));
  await Promise.all(splitting);
  await split("3");
  const read = await Promise.all(ids.map((id) => readDocument<{ id: string }>(collection, id, id)));
  assert.deepEqual(
    read.map((found) => found?.document.id),
    ids,
  );
});

test(
  "writes of one partition that meet a split are worth another try, and then each is stored once",
  guarded,
  async (t) => {
    const { collection, split, sorted, ids } = await start(t, 4);
    await split("0");
    await split("1");
    // One child of the range gets all of them, and the SDK asks the other one for nothing, which is refused.
    const more = Array.from({ length: 5 }, (_, n) => `more-${n}`);
    const create = () =>
      Promise.allSettled(more.map((id) => createDocument(collection, { id, partition: "one", seen: {}, data: {} })));
    const first = await create();
    for (const each of first) assert.ok(each.status === "fulfilled" || isTransient(each.reason), JSON.stringify(each));
    for (const each of await create()) assert.equal(each.status, "fulfilled");
    assert.deepEqual(await sorted(), [...ids, ...more]);
  },
);
