import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { CosmosClient, type Database } from "@azure/cosmos";
import { runProgram } from "./support/commands.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

const readModels = ["accounts", "statements", "takings", "transfers"];

describe("read models that have been deleted", () => {
  const folder = temporaryFolder();
  let system: System;
  let client: CosmosClient;
  let database: Database;
  before(async () => {
    system = await startSystem(folder.path);
    client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(folder.path).cosmos });
    database = client.database("credits");
  });
  after(async () => {
    client?.dispose();
    await system?.stop();
    folder.remove();
  });

  it("are the same documents again after a rebuild", async () => {
    const simulated = await runProgram("console/simulate.ts", [
      "--accounts",
      "10",
      "--transfers",
      "40",
      "--seed",
      "7",
      "--url",
      system.api,
      "--json",
    ]);
    assert.equal(simulated.code, 0, simulated.stdout + simulated.stderr);
    const before = await documentsOf(database);
    assert.ok(before.length > 20, `only ${before.length} documents`);
    for (const name of readModels) await database.container(name).delete();

    const rebuilt = await runProgram("scripts/rebuild.ts", [
      "--settings",
      join(folder.path, "settings.json"),
      "--json",
    ]);
    assert.equal(rebuilt.code, 0, rebuilt.stdout + rebuilt.stderr);
    assert.deepEqual(await documentsOf(database), before);
    assert.ok(JSON.parse(readFileSync(join(folder.path, "settings.json"), "utf8")).Cosmos);
  });
});

/** Every read model document without what the store itself stamps on it, in a fixed order. */
async function documentsOf(database: Database): Promise<string[]> {
  const found: string[] = [];
  for (const name of readModels) {
    const { resources } = await database.container(name).items.readAll().fetchAll();
    for (const { _rid, _self, _etag, _ts, _attachments, _lsn, ...document } of resources)
      found.push(`${name} ${JSON.stringify(document)}`);
  }
  return found.sort();
}
