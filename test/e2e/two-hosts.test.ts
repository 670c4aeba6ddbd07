import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { CosmosClient } from "@azure/cosmos";
import { runProgram } from "./support/commands.ts";
import { eventually, get } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("two Functions hosts over one store", () => {
  const folder = temporaryFolder();
  let system: System;
  let second: ChildProcess;
  let client: CosmosClient;
  before(async () => {
    system = await startSystem(folder.path);
    client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(folder.path).cosmos });
    second = await startHost(join(folder.path, "settings.json"));
  });
  after(async () => {
    client?.dispose();
    if (second?.exitCode === null && second.signalCode === null) second.kill("SIGKILL");
    await system?.stop();
    folder.remove();
  });

  const owners = async () => {
    const query = "SELECT VALUE c.Owner FROM c WHERE IS_DEFINED(c.Owner)";
    const { resources } = await client
      .database("credits")
      .container("leases")
      .items.query<string | null>(query)
      .fetchAll();
    return new Set(resources.filter((owner) => owner !== null && owner !== ""));
  };

  it("share the leases; when one is killed the other takes over, and the invariants hold", async () => {
    const simulate = (seed: string) =>
      runProgram("console/simulate.ts", [
        "--accounts",
        "10",
        "--transfers",
        "60",
        "--seed",
        seed,
        "--url",
        system.api,
        "--json",
      ]);
    assert.equal((await eventually(owners, (found) => found.size === 2)).size, 2);
    const running = simulate("8");
    // In mid-traffic: once the first accounts are there.
    const opened = async () => (await get(`${system.api}/api/accounts?limit=200`)).body.items.length as number;
    assert.ok((await eventually(opened, (count) => count >= 5)) >= 5);
    second.kill("SIGKILL");
    await once(second, "exit");
    const { code, stdout, stderr } = await running;
    assert.equal(code, 0, stdout + stderr);
    assert.equal((await eventually(owners, (found) => found.size === 1)).size, 1);
  });
});

/** Starts one more host by itself and waits until it says where it listens. */
async function startHost(settings: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["emulator/functions/main.ts", "--app", root, "--port", "0", "--settings", settings],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words += text;
  });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The second host ended with code ${code}:\n${words}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      words += `${line}\n`;
      if (/http:\/\/127\.0\.0\.1:\d+/.test(line)) resolve();
    });
  });
  return child;
}
