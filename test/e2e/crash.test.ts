import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, describe, it } from "node:test";
import { runProgram } from "./support/commands.ts";
import { eventually, get } from "./support/http.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

describe("kill -9 of the whole tree in mid-run", () => {
  const folder = temporaryFolder();
  let system: System | undefined;
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  it("loses nothing and does nothing twice", async () => {
    // The system comes back under the same address, as after `npm start` on fixed ports.
    const port = await freePort();
    system = await startSystem(folder.path, port);
    const api = system.api;
    const args = [
      "--accounts",
      "20",
      "--transfers",
      "150",
      "--duplicates",
      "5",
      "--seed",
      "42",
      "--url",
      api,
      "--json",
    ];
    const simulation = runProgram("console/simulate.ts", args);
    for (const opened of [8, 20]) {
      await eventually(
        () => accountsAt(api),
        (count) => count >= opened,
      );
      await system.kill();
      system = await startSystem(folder.path, port);
    }
    const { code, stdout, stderr } = await simulation;
    assert.equal(code, 0, `${stdout}\n${stderr}`);
  });
});

async function accountsAt(api: string): Promise<number> {
  try {
    return (await get(`${api}/api/accounts?limit=200`)).body.items.length;
  } catch {
    return 0;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
