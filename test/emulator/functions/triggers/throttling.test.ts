import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { startCosmos } from "../../../../emulator/cosmos/server.ts";
import { cosmosAccount } from "../../../../emulator/functions/triggers/cosmos/connection.ts";
import { CosmosError, CosmosRest } from "../../../../emulator/functions/triggers/cosmos/rest.ts";
import { restLeases } from "../../../../emulator/functions/triggers/cosmos/rest-leases.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";

const key = Buffer.from("a key for tests only").toString("base64");

/** One lease in a local Cosmos DB, both on one clock that stands. */
async function start(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), "leases-test-"));
  const clock = new FakeClock(Date.now());
  const cosmos = await startCosmos({ port: 0, key, dataDir, clock });
  const client = new CosmosClient({ endpoint: cosmos.url, key });
  const { database } = await client.databases.create({ id: "db" });
  const indexingPolicy = { excludedPaths: [{ path: "/*" }] };
  await database.containers.create({ id: "leases", partitionKey: { paths: ["/id"], version: 2 }, indexingPolicy });
  client.dispose();
  const settings = { Cosmos: `AccountEndpoint=${cosmos.url}/;AccountKey=${key};` };
  const rest = new CosmosRest(cosmosAccount(settings, "Cosmos", "test"), clock);
  t.after(async () => {
    rest.close();
    await cosmos.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const place = { database: "db", container: "leases", partitionKeyPath: "/id", idPrefix: "p", owner: "me" };
  const leases = restLeases(rest, place, clock);
  const draft = leases.draft({ id: "0", min: "", max: "FF", parents: [] }, null, clock.now());
  await leases.create(draft);
  const lease = await leases.read(draft);
  assert.ok(lease);
  return { cosmos, clock, leases, lease };
}

/** Gives I/O its turns until something is so. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

test("a lease is renewed after the wait that the account asks for", async (t) => {
  const { cosmos, clock, leases, lease } = await start(t);
  cosmos.setThroughput(8);
  // 10 of 8 units, since a replacement is a delete and an insert: a debt of two, or 250 ms.
  const taken = await leases.replace({ ...lease, Owner: "me" });
  assert.ok(taken);
  const idle = clock.pending;
  const renewing = leases.replace({ ...taken, timestamp: "later" });
  const throttled = () => cosmos.throughput().containers["db/leases"]?.throttled ?? 0;
  await until(() => clock.pending > idle);
  assert.equal(throttled(), 1);
  await clock.advance(250);
  assert.equal(throttled(), 1);
  await clock.advance(1);
  assert.equal((await renewing)?.timestamp, "later");
  assert.equal(throttled(), 1);
});

test("a wait of more than half a minute is told instead, with the time", async (t) => {
  const { cosmos, leases, lease } = await start(t);
  cosmos.setThroughput(0.1);
  const taken = await leases.replace({ ...lease, Owner: "me" });
  assert.ok(taken);
  await assert.rejects(
    leases.replace(taken),
    (error) => error instanceof CosmosError && error.status === 429 && (error.retryAfter ?? 0) > 30_000,
  );
});
