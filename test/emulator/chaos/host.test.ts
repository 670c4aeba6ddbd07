import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { type ChaosReport, chaosControl } from "../../../emulator/chaos/chaos.ts";
import { Faults } from "../../../emulator/chaos/faults.ts";
import type { HostChaos } from "../../../emulator/chaos/functions.ts";
import { append } from "../../../emulator/chaos/ledger.ts";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { systemClock } from "../../../platform/clock/clock.ts";
import { keys, startSample } from "../functions/support/host.ts";
import { scripted } from "./support.ts";

const key = Buffer.alloc(64, 7).toString("base64");

function temporaryFolder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "eventwright-chaos-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The faults of a host, all quiet but those that are given; what is switched is written to `told`. */
function chaosOf(folder: string, more: Partial<HostChaos> = {}): HostChaos & { readonly told: readonly object[] } {
  const setup = { seed: "1", rate: "usual", life: 1, ledger: join(folder, "chaos.jsonl") } as const;
  const faults = new Faults(setup, systemClock, (fault) => append(setup.ledger, fault));
  const told: object[] = [];
  return {
    told,
    control: chaosControl(setup, faults, (message) => told.push(message)),
    trigger: scripted("trigger", []),
    activity: scripted("activity", []),
    turn: scripted("turn", []),
    message: scripted("message", []),
    worker: scripted("worker", []),
    ...more,
  };
}

describe("a Functions host with faults", () => {
  it("hands a batch over twice", async (t) => {
    const dataDir = temporaryFolder(t);
    const cosmos = await startCosmos({ port: 0, dataDir, key });
    const client = new CosmosClient({ endpoint: cosmos.url, key });
    t.after(async () => {
      client.dispose();
      await cosmos.stop();
    });
    const { database } = await client.databases.create({ id: "db" });
    const { container } = await database.containers.create({ id: "items", partitionKey: { paths: ["/pk"] } });
    await container.items.create({ id: "a", pk: "a" });
    const settings = { Database: "db", Cosmos: `AccountEndpoint=${cosmos.url}/;AccountKey=${key};` };
    const trigger = scripted("trigger", ["batch-twice", "batch-twice"]);
    // Two functions listen: each handles its batch, and then once more.
    await using sample = await startSample("feed", { settings, chaos: chaosOf(dataDir, { trigger }) });
    await sample.log.until(/^withRetry \S+ a$/, 2);
    await sample.log.until(/^withoutRetry \S+ a$/, 2);
    assert.deepEqual(trigger.asked.map((what) => what.split(" ")[0]).sort(), ["withRetry", "withoutRetry"]);
  });

  it("counts faults and ends them at /admin/chaos, behind the admin key", async (t) => {
    const folder = temporaryFolder(t);
    const chaos = chaosOf(folder);
    append(join(folder, "chaos.jsonl"), { life: 1, start: true, seed: "1", rate: "usual" });
    const at = { life: 1, size: 0, what: "x", at: "2026-01-01T00:00:00.000Z" };
    append(join(folder, "chaos.jsonl"), { ...at, part: "cosmos", kind: "slow", number: 3 });
    append(join(folder, "chaos.jsonl"), { ...at, part: "worker", kind: "killed", number: 9 });
    await using sample = await startSample("cjs-buffered", { authorization: true, chaos });
    const ask = (master: string | undefined, body?: string) =>
      fetch(`${sample.host.url}/admin/chaos`, {
        method: body === undefined ? "GET" : "POST",
        headers: { "content-type": "application/json", ...(master !== undefined && { "x-functions-key": master }) },
        ...(body !== undefined && { body }),
      });
    assert.equal((await ask(undefined)).status, 401);
    assert.equal((await ask(keys.host, '{"off":true}')).status, 401);
    chaos.control.switch(true);
    const counted = (await (await ask(keys.master)).json()) as ChaosReport;
    const counts = { "cosmos/slow": 1, "worker/killed": 1 };
    assert.deepEqual(counted, { seed: "1", rate: "usual", lives: 1, on: true, faults: 2, counts });
    for (const body of ["{}", '{"off":1}', "null", "[]", "{", ""]) {
      assert.equal((await ask(keys.master, body)).status, 400, body);
    }
    const off = (await (await ask(keys.master, '{"off":true}')).json()) as ChaosReport;
    assert.equal(off.on, false);
    assert.deepEqual(chaos.told, [{ chaos: true }, { chaos: false }]);
  });

  it("says where there are none that there are none", async () => {
    await using sample = await startSample("cjs-buffered");
    const answer = await fetch(`${sample.host.url}/admin/chaos`);
    assert.equal(answer.status, 404);
    assert.equal(((await answer.json()) as { code: string }).code, "no-chaos");
  });
});
