import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type Container, CosmosClient } from "@azure/cosmos";
import type { Kinds } from "../../../emulator/chaos/rates.ts";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { scripted } from "./support.ts";

const key = Buffer.alloc(64, 7).toString("base64");

/** A container whose requests for documents meet these faults, over a client that tries nothing again. */
async function containerWith(t: TestContext, kinds: readonly (Kinds["cosmos"] | undefined)[]) {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-chaos-"));
  const faults = scripted("cosmos", kinds, 0);
  const cosmos = await startCosmos({ port: 0, dataDir, key, faults });
  const client = new CosmosClient({
    endpoint: cosmos.url,
    key,
    connectionPolicy: {
      retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 0 },
    },
  });
  t.after(async () => {
    client.dispose();
    await cosmos.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const { database } = await client.databases.create({ id: "db" });
  const { container } = await database.containers.create({ id: "items", partitionKey: { paths: ["/pk"] } });
  return { container, faults };
}

const create = (container: Container, id: string) => container.items.create({ id, pk: id });
const exists = async (container: Container, id: string) => (await container.item(id, id).read()).statusCode === 200;

describe("faults of the local Cosmos DB", () => {
  it("befall requests for documents only, and leave the rest alone", async (t) => {
    const { container, faults } = await containerWith(t, []);
    assert.deepEqual(faults.asked, []);
    await create(container, "a");
    assert.deepEqual(faults.asked, ["POST dbs/db/colls/items/docs"]);
    assert.ok(await exists(container, "a"));
  });

  it("refuse with 429 and a time to wait, and write nothing", async (t) => {
    const { container } = await containerWith(t, ["throttled"]);
    await assert.rejects(create(container, "a"), { code: 429 });
    assert.equal(await exists(container, "a"), false);
  });

  it("refuse with 503 and write nothing", async (t) => {
    const { container } = await containerWith(t, ["unavailable"]);
    await assert.rejects(create(container, "a"), { code: 503 });
    assert.equal(await exists(container, "a"), false);
  });

  it("cut the connection before the commit", async (t) => {
    const { container } = await containerWith(t, ["dropped-before-commit"]);
    await assert.rejects(create(container, "a"));
    assert.equal(await exists(container, "a"), false);
  });

  it("cut the connection after the commit", async (t) => {
    const { container } = await containerWith(t, ["dropped-after-commit"]);
    await assert.rejects(create(container, "a"));
    assert.ok(await exists(container, "a"));
  });
});
