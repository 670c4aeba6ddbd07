import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { trustCertificate } from "../../emulator/identity/certificate.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

/** A named run: what a client had to send again after a lost answer is there already, and that is no fault. */
const small = "--accounts 10 --transfers 3 --payments 2 --large 50 --run small --patience 180 --json".split(" ");

async function start(t: TestContext, ...options: readonly string[]): Promise<System> {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const system = await startSystem(folder.path, 0, {}, ["--https", "--no-approvals", ...options]);
  t.after(() => system.stop());
  return system;
}

async function assertSimulated(system: System): Promise<void> {
  const { code, stdout, stderr } = await runProgram("console/simulate.ts", [...small, "--url", system.api]);
  assert.equal(code, 0, `${stdout}${stderr}`);
  const { invariants } = JSON.parse(stdout) as { invariants: readonly { readonly verdict: string }[] };
  assert.ok(invariants.length > 10 && !invariants.some(({ verdict }) => verdict === "broken"), stdout);
}

describe("an identity in place of keys", () => {
  it("lets two hosts share the leases, and the invariants hold", async (t) => {
    const system = await start(t, "--hosts", "2");
    trustCertificate(readFileSync(join(system.dataDir, "tls", "cert.pem"), "utf8"));
    const client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(system.dataDir).cosmos });
    t.after(() => client.dispose());
    const query = "SELECT VALUE c.Owner FROM c WHERE IS_DEFINED(c.Owner)";
    const owners = async () => {
      const leases = client.database("credits").container("leases");
      const { resources } = await leases.items.query<string | null>(query).fetchAll();
      return new Set(resources.filter((owner) => owner !== null && owner !== "")).size;
    };
    assert.equal(await eventually(owners, (count) => count === 2), 2);
    await assertSimulated(system);
  });

  it("holds under faults", async (t) => {
    const system = await start(t, "--chaos", "7", "--hosts", "1", "--chaos-only", "cosmos,eventgrid,worker");
    await assertSimulated(system);
    const headers = { "x-functions-key": keysOf(system.dataDir).functions.master };
    const { body } = await get(`${system.api}/admin/chaos`, headers);
    assert.ok(JSON.stringify(body).includes("cosmos"), JSON.stringify(body));
  });
});
