import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, describe, it } from "node:test";
import type { Report } from "../../console/report/report.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

const small = "--accounts 10 --transfers 40 --payments 10 --seed 11".split(" ");

describe("the simulator signs everybody in where tokens are asked for", () => {
  const folder = temporaryFolder();
  let system: System;
  let start: () => Promise<System>;
  before(async () => {
    // The issuer comes back under the same address, too: it stands in every token.
    const [port, issuerPort] = [await freePort(), await freePort()];
    start = () => startSystem(folder.path, port, {}, ["--secure", "--issuer-port", String(issuerPort)]);
    system = await start();
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  const simulate = (...args: readonly string[]) =>
    runProgram("console/simulate.ts", [...small, "--url", system.api, ...args, "--json"]);

  it("says what it lacks where it finds neither key nor tokens", async () => {
    const without = await simulate("--patience", "1");
    assert.equal(without.code, 2, without.stdout);
    assert.match(without.stderr, /asks for a key: .*--data/);
    const { host } = keysOf(folder.path).functions;
    const withKey = await simulate("--header", `x-functions-key: ${host}`);
    assert.equal(withKey.code, 2, withKey.stdout);
    assert.match(withKey.stderr, /asks for tokens: .*--data/);
  });

  it("says that the issuer does not know it, at once", async () => {
    const { issuer } = (await import(`${folder.path}/addresses.json`, { with: { type: "json" } })).default;
    const args = ["--data", folder.path, "--token-issuer", issuer, "--token-client", "nobody"];
    const { code, stderr, stdout } = await simulate(...args);
    assert.equal(code, 2, stdout);
    assert.match(stderr, /No token is to be had at .*invalid_client/);
  });

  it("has every invariant hold, also when the whole tree is killed in between", async () => {
    const over = simulate("--data", folder.path, "--run", "killed");
    const headers = { "x-functions-key": keysOf(folder.path).functions.master };
    const messages = () => get(`${system.api}/api/admin/messages?limit=200`, headers);
    await eventually(messages, ({ body }) => body.items.length >= 60);
    await system.kill();
    system = await start();
    const { code, stdout, stderr } = await over;
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    const { summary, invariants } = JSON.parse(stdout) as Report;
    assert.deepEqual([...new Set(invariants.map(({ verdict }) => verdict))], ["holds"]);
    assert.ok(summary.resent > 0, "killed too late");
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
