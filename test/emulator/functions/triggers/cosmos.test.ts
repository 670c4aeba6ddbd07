import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Container, CosmosClient, type Database } from "@azure/cosmos";
import { startCosmos } from "../../../../emulator/cosmos/server.ts";
import { sampleApp, startSample, TestLog } from "../support/host.ts";

const key = Buffer.alloc(64, 7).toString("base64");

describe("the Cosmos DB trigger on the local Cosmos DB", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-"));
  let cosmos: Awaited<ReturnType<typeof startCosmos>>;
  let client: CosmosClient;
  before(async () => {
    cosmos = await startCosmos({ port: 0, dataDir: folder, key, partitionRanges: 2 });
    client = new CosmosClient({ endpoint: cosmos.url, key });
  });
  after(async () => {
    client.dispose();
    await cosmos.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = (database: string) => ({
    Database: database,
    Cosmos: `AccountEndpoint=${cosmos.url}/;AccountKey=${key};`,
  });

  async function fresh(id: string): Promise<{ database: Database; items: Container }> {
    const { database } = await client.databases.create({ id });
    const { container } = await database.containers.create({ id: "items", partitionKey: { paths: ["/pk"] } });
    return { database, items: container };
  }

  async function fill(items: Container, count: number, prefix = "i"): Promise<string[]> {
    const ids = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    await Promise.all(ids.map((id) => items.items.create({ id, pk: id })));
    return ids;
  }

  /** Ids that a function logged, in order. */
  const handled = (log: TestLog, name: string): string[] =>
    log.matching(new RegExp(`^${name} `)).flatMap((line) => line.split(" ")[2]?.split(",") ?? []);

  async function untilHandled(log: TestLog, name: string, ids: readonly string[]): Promise<void> {
    for (let lines = 1; ids.some((id) => !handled(log, name).includes(id)); lines++) {
      await log.until(new RegExp(`^${name} `), lines);
    }
  }

  it("delivers every change, creates the lease container in the documented layout, and gives the leases back", async () => {
    const { database, items } = await fresh("layout");
    const before = await fill(items, 25);
    const sample = await startSample("feed", { settings: settings("layout"), hostId: "one" });
    await untilHandled(sample.log, "withRetry", before);
    const later = await fill(items, 3, "later");
    await untilHandled(sample.log, "withRetry", later);
    await sample.host.stop();
    assert.equal(handled(sample.log, "withRetry").length, 28);

    const { resources } = await database
      .container("leases")
      .items.query("SELECT * FROM c WHERE c.version = 0")
      .fetchAll();
    assert.equal(resources.length, 4);
    const { _rid: databaseRid } = (await database.read()).resource as unknown as { _rid: string };
    const { _rid: containerRid } = (await items.read()).resource as unknown as { _rid: string };
    for (const lease of resources) {
      assert.match(lease.LeaseToken, /^[01]$/);
      assert.ok(lease.id.slice(1).startsWith(`127.0.0.1_${databaseRid}_${containerRid}..`));
      assert.equal(lease.Owner, null);
      assert.equal(typeof lease.ContinuationToken, "string");
    }
  });

  it("goes on after a restart from where it was", async () => {
    const { items } = await fresh("restart");
    const first = await fill(items, 5);
    const one = await startSample("feed", { settings: settings("restart"), hostId: "same" });
    await untilHandled(one.log, "withRetry", first);
    await one.host.stop();
    const second = await fill(items, 5, "second");
    await using two = await startSample("feed", { settings: settings("restart"), hostId: "same" });
    await untilHandled(two.log, "withRetry", second);
    assert.deepEqual(handled(two.log, "withRetry").sort(), second.sort());
  });

  it("holds the range while a retry policy lasts, and loses the batch with a warning when there is none", async () => {
    const { items } = await fresh("failing");
    await using sample = await startSample("feed", { settings: settings("failing") });
    await items.items.create({ id: "x", pk: "p", fail: 2 });
    await sample.log.until(/^withRetry 2 x$/);
    const [warning] = await sample.log.until(/^BATCH LOST/);
    assert.match(String(warning), /1 documents/);
    const lost = sample.log.lines.find(({ message }) => message.startsWith("BATCH LOST"));
    assert.deepEqual(lost?.fields["ids"], ["x"]);
    await items.items.create({ id: "y", pk: "p" });
    await untilHandled(sample.log, "withoutRetry", ["y"]);
    assert.equal(handled(sample.log, "withoutRetry").includes("x"), false);
  });

  it("delivers a batch again whose worker died, retry policy or not", async () => {
    const { items } = await fresh("dying");
    const sample = await startSample("feed", { settings: { ...settings("dying"), MAY_EXIT: "true" } });
    const deaths = Promise.withResolvers<void>();
    sample.host.onWorkerExit(() => deaths.resolve());
    const { item } = await items.items.create({ id: "deadly", pk: "p", exit: true });
    await deaths.promise;
    // The change is replaced by a harmless one, as an operator would; the position has not moved past it.
    await item.replace({ id: "deadly", pk: "p" });
    await untilHandled(sample.log, "withRetry", ["deadly"]);
    await untilHandled(sample.log, "withoutRetry", ["deadly"]);
    await sample.host.stop();
  });

  it("follows a range that splits", async () => {
    const { items } = await fresh("splitting");
    await using sample = await startSample("feed", { settings: settings("splitting") });
    const before = await fill(items, 6);
    await untilHandled(sample.log, "withRetry", before);
    await cosmos.splitRange("splitting", "items", "0");
    const later = await fill(items, 12, "later");
    await untilHandled(sample.log, "withRetry", later);
  });

  it("names a container that is missing, a connection that is missing", async () => {
    await client.databases.create({ id: "empty" });
    await assert.rejects(
      startSample("feed", { settings: settings("empty") }),
      /dbs\/empty\/colls\/items does not exist/,
    );
    await assert.rejects(
      startSample("feed", { settings: { Database: "empty" } }),
      /Function "withRetry", connection "Cosmos": there is no app setting "Cosmos"/,
    );
  });

  /** A host in a process of its own, as the command line starts it. */
  async function hostProcess(database: string, id: string): Promise<{ child: ChildProcess; log: TestLog }> {
    const file = join(folder, `${database}.json`);
    writeFileSync(file, JSON.stringify({ Values: settings(database) }));
    const main = new URL("../../../../emulator/functions/main.ts", import.meta.url);
    const args = ["--app", sampleApp("feed"), "--port", "0", "--settings", file, "--id", id];
    const child = fork(main, args, { stdio: ["ignore", "pipe", "inherit", "ipc"], execArgv: [] });
    const log = new TestLog();
    let rest = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const { level, message, ...fields } = JSON.parse(line) as { level: "info"; message: string };
        log.log(level, message, fields);
      }
    });
    await once(child, "message");
    return { child, log };
  }

  it("lets a second host take over from one that was killed, and loses nothing", async () => {
    const { items } = await fresh("two");
    const first = await hostProcess("two", "first");
    const second = await hostProcess("two", "second");
    await second.log.until(/^Took a range/, 2);
    const before = await fill(items, 20);
    const dead = once(first.child, "exit");
    first.child.kill("SIGKILL");
    await dead;
    const later = await fill(items, 20, "later");
    await untilHandled(second.log, "withRetry", later);
    const seen = new Set([...handled(first.log, "withRetry"), ...handled(second.log, "withRetry")]);
    assert.deepEqual(
      before.filter((id) => !seen.has(id)),
      [],
    );
    const gone = once(second.child, "exit");
    second.child.kill("SIGTERM");
    assert.deepEqual((await gone)[0], 0);
  });
});
