import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CosmosClient } from "@azure/cosmos";
import { key, raw, start, temporaryFolder } from "./support.ts";

const main = fileURLToPath(new URL("../../../emulator/cosmos/main.ts", import.meta.url));

async function startProcess(t: TestContext, dataDir: string, durability: string) {
  const options = JSON.stringify({ port: 0, dataDir, key, durability });
  const child: ChildProcess = fork(main, [options], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  t.after(() => child.kill("SIGKILL"));
  const [message] = (await once(child, "message")) as [{ ready: boolean; url: string }];
  assert.equal(message.ready, true);
  return { child, url: message.url };
}

for (const durability of ["normal", "full"]) {
  test(`kill -9 under concurrent writes loses nothing that was acknowledged (${durability})`, async (t) => {
    const dataDir = await temporaryFolder(t);
    const { child, url } = await startProcess(t, dataDir, durability);
    const client = new CosmosClient({ endpoint: url, key });
    t.after(() => client.dispose());
    const { database } = await client.databases.create({ id: "db" });
    await database.containers.create({ id: "c", partitionKey: { paths: ["/pk"], version: 2 } as never });
    const acknowledged: string[] = [];
    const writer = async (name: number) => {
      for (let n = 0; ; n++) {
        const id = `${name}-${n}`;
        const body = JSON.stringify({ id, pk: `p${n % 7}`, text: "x".repeat(300) });
        const reply = await raw(url, { method: "POST", path: "/dbs/db/colls/c/docs", body }).catch(() => undefined);
        if (reply === undefined) return;
        assert.equal(reply.status, 201);
        acknowledged.push(id);
        if (acknowledged.length === 400) child.kill("SIGKILL");
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, index) => writer(index)));
    assert.ok(acknowledged.length >= 400);
    const again = await start(t, { dataDir });
    const items = again.client.database("db").container("c");
    const { resources } = await items.items.query("SELECT VALUE c.id FROM c").fetchAll();
    const stored = new Set(resources);
    assert.deepEqual(
      acknowledged.filter((id) => !stored.has(id)),
      [],
    );
    const { resources: counted } = await items.items.query("SELECT VALUE COUNT(1) FROM c").fetchAll();
    assert.equal(counted[0], stored.size);
  });
}

test("the process stops on SIGTERM, and when its parent goes away", async (t) => {
  const dataDir = await temporaryFolder(t);
  const first = await startProcess(t, dataDir, "normal");
  first.child.kill("SIGTERM");
  assert.deepEqual(await once(first.child, "exit"), [0, null]);
  const second = await startProcess(t, dataDir, "normal");
  second.child.disconnect();
  assert.deepEqual(await once(second.child, "exit"), [0, null]);
});
