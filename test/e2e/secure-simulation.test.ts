import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Report } from "../../console/report/report.ts";
import { freePort } from "../../emulator/free-port.ts";
import { runProgram } from "./support/commands.ts";
import { powerCut, sendsCommand } from "./support/power-cut.ts";
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

  /** The data folder, for who reaches the system under another address. */
  const dataSeenFrom = (api: string) => {
    const copy = temporaryFolder();
    for (const file of ["keys.json", "oidc.json"]) copyFileSync(join(folder.path, file), join(copy.path, file));
    const addresses = JSON.parse(readFileSync(join(folder.path, "addresses.json"), "utf8"));
    writeFileSync(join(copy.path, "addresses.json"), JSON.stringify({ ...addresses, api }));
    return copy;
  };

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
    const power = await powerCut(system.api, [{ what: "commands", at: sendsCommand(), count: 30 }], async () => {
      await system.kill();
      system = await start();
    });
    const seenFrom = dataSeenFrom(power.url);
    const { code, stdout, stderr } = await simulate("--url", power.url, "--data", seenFrom.path, "--run", "killed");
    await power.close();
    seenFrom.remove();
    await power.over;
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    const { summary, invariants } = JSON.parse(stdout) as Report;
    assert.deepEqual([...new Set(invariants.map(({ verdict }) => verdict))], ["holds"]);
    assert.ok(summary.resent > 0, "nothing was sent again");
  });
});
