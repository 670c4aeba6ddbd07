import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { CosmosClient } from "@azure/cosmos";
import { startBlobs } from "../../emulator/blobs/server.ts";
import { startCosmos } from "../../emulator/cosmos/server.ts";
import { silentLog } from "../../emulator/service.ts";
import { FakeClock } from "../../platform/clock/fake-clock.ts";
import { loaded, receiverFor, startGrid, temporaryFolder, until } from "../emulator/eventgrid/support/grid.ts";
import { cosmosMetrics, eventGridMetrics, metricAlertsOf, quiet } from "./support/azure-metrics.ts";
import { brokenExample, withDecider } from "./support/broken-example.ts";
import { cosmosExample } from "./support/cosmos-example.ts";
import { watching } from "./support/watch.ts";

const watch = watching();
const here = fileURLToPath(new URL(".", import.meta.url));
const account = (accountId: string) => ({ accountId, owner: "anna", currency: "EUR" });

test("failed-commands: one of twenty commands of a type fails, and nobody is told of one of nineteen", async () => {
  await using watched = await watch();
  const broken = randomUUID();
  const app = brokenExample(
    (handlers) =>
      withDecider(handlers, {
        CloseAccount: (...args: readonly [{ readonly data: { readonly accountId: string } }, unknown]) => {
          if (args[0].data.accountId === broken) throw new Error("The code cannot do it.");
          return (handlers.streams.account.decide.CloseAccount as (...args: readonly unknown[]) => unknown)(...args);
        },
      }),
    watched,
  );
  const close = async (accountId: string) => {
    await app.send("open-account", account(accountId));
    await app.send("close-account", { accountId });
  };
  await close(broken);
  for (let closed = 1; closed < 19; closed++) await close(randomUUID());
  assert.deepEqual(await watched.alerts(), ["letters"]);
  await close(randomUUID());
  assert.deepEqual(await watched.alerts(), ["letters", "failed-commands"]);
});

test("throttling: Cosmos DB refuses more than a hundred requests for one container", async () => {
  await using watched = await watch();
  await using app = await cosmosExample(watched.telemetry);
  const open = async () => {
    await app.request("POST", "/api/commands/open-account", { body: account(randomUUID()) });
    await app.pump();
  };
  app.throttles = 100;
  await open();
  assert.equal(app.throttles, 0);
  assert.deepEqual(await watched.alerts(), []);
  app.throttles = 1;
  await open();
  assert.deepEqual(await watched.alerts(), ["throttling"]);
});

test("cosmos-request-units: a container uses up its request units", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "eventwright-units-"));
  const key = Buffer.alloc(64, 7).toString("base64");
  // Its clock stands still, so that nothing comes back however long the test takes.
  const cosmos = await startCosmos({ port: 0, dataDir: folder, key, clock: new FakeClock(), throughput: 10_000 });
  const client = new CosmosClient({
    endpoint: cosmos.url,
    key,
    connectionPolicy: { retryOptions: { maxRetryAttemptCount: 0 } },
  });
  t.after(async () => {
    client.dispose();
    await cosmos.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const { database } = await client.databases.create({ id: "credits" });
  const { containers } = JSON.parse(await readFile(join(here, "../../generated/resources.json"), "utf8"));
  const { container } = await database.containers.create(containers.find(({ id }: { id: string }) => id === "events"));
  const add = (id: string) => container.items.create({ id, streamid: id });
  await add("1");
  assert.deepEqual(metricAlertsOf(cosmosMetrics(cosmos.throughput())), []);
  cosmos.setThroughput(1);
  await add("2");
  await assert.rejects(add("3"), { code: 429 });
  assert.deepEqual(metricAlertsOf(cosmosMetrics(cosmos.throughput())), ["cosmos-request-units"]);
});

test("event-grid-publish, event-grid-dead-letters, event-grid-dropped: each by what a topic refuses, keeps or loses", async (t) => {
  const blobs = await startBlobs({ port: 0, dataDir: await temporaryFolder(t), log: silentLog });
  t.after(() => blobs.stop());
  const grid = await startGrid(t, { deadLetterBlobs: blobs });
  const hook = await receiverFor(t);
  await grid.topic("credits-events");
  const published: number[] = [];
  const headers = { "content-type": "application/cloudevents+json" };
  const publish = async (event: object) => {
    published.push((await grid.call("POST", "/topics/credits-events/api/events", event, headers)).status);
  };
  const dead = () => grid.deliveries("credits-events", "dead");
  const alerts = async () => metricAlertsOf(eventGridMetrics(published, await dead()));
  const event = (id: string) => ({ specversion: "1.0", ...loaded(id) });
  await grid.subscribe("credits-events", "ledger", hook.url);
  await publish(event("1"));
  await hook.received(1);
  assert.deepEqual(await alerts(), []);

  await publish({ ...event("2"), specversion: "0.3" });
  assert.deepEqual(published, [200, 400]);
  assert.deepEqual(await alerts(), ["event-grid-publish"]);

  hook.reply = () => ({ status: 400 });
  await publish(event("3"));
  await until(async () => (await dead()).some(({ disposal }) => disposal === "dropped"));
  assert.deepEqual(await alerts(), ["event-grid-publish", "event-grid-dropped"]);

  await grid.subscribe("credits-events", "kept", hook.url, {
    deadLetterDestination: {
      endpointType: "StorageBlob",
      properties: { resourceId: "/local", blobContainerName: "dead" },
    },
    filter: { includedEventTypes: ["credits.kept.v1"] },
  });
  await publish({ ...event("4"), type: "credits.kept.v1" });
  await until(async () => (await dead()).some(({ disposal }) => disposal === "waiting"));
  await grid.clock.advance(5 * 60_000);
  await until(async () => (await dead()).some(({ disposal }) => disposal === "stored"));
  assert.deepEqual(await alerts(), ["event-grid-publish", "event-grid-dead-letters", "event-grid-dropped"]);
});

test("nothing that Azure has measured is no alert, and every rule is seen firing by a test", () => {
  assert.deepEqual(metricAlertsOf(quiet), []);
  const { resources } = JSON.parse(readFileSync(join(here, "../../generated/azure/alerts.json"), "utf8"));
  const lines = readdirSync(here)
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => readFileSync(join(here, file), "utf8").split("\n"))
    .filter((line) => /assert\..*\(.*alerts(Of)?\(/i.test(line));
  for (const { name } of resources) {
    const rule = `"${name.replace("credits-", "")}"`;
    assert.ok(
      lines.some((line) => line.includes(rule)),
      `No test lets ${rule} fire.`,
    );
  }
});
