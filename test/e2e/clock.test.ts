import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runProgram } from "./support/commands.ts";
import { get } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

describe("npm run clock", () => {
  const folder = temporaryFolder();
  let system: System;
  before(async () => {
    system = await startSystem(folder.path);
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  const clock = (...args: string[]) => runProgram("scripts/clock.ts", ["--data", folder.path, "--json", ...args]);
  const offsetOf = async (part: string) => (await get(`${part}/_eventwright/clock`)).body.offsetMs;
  const offset = (stdout: string) => (JSON.parse(stdout) as { offsetMs: number }).offsetMs;

  it("finds the running system, moves its timers, Event Grid and Cosmos DB forward, and a restart keeps that", async () => {
    const moved = await clock("--advance", "PT72H");
    assert.equal(moved.code, 0, moved.stderr);
    assert.equal(offset(moved.stdout), 72 * 3_600_000);
    for (const part of [system.eventgrid, system.cosmos]) assert.equal(await offsetOf(part), 72 * 3_600_000);
    await system.kill();
    assert.match((await clock()).stderr, /Nothing answers at http:\/\/127\.0\.0\.1:\d+: .* Is `npm start` running\?/);
    system = await startSystem(folder.path);
    assert.equal(offset((await clock()).stdout), 72 * 3_600_000);
    for (const part of [system.eventgrid, system.cosmos]) assert.equal(await offsetOf(part), 72 * 3_600_000);
  });

  it("says what it does not understand, and that nothing runs", async () => {
    const wrong = await clock("--advance", "P1M");
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /Write it like PT72H/);
    await system.stop();
    assert.match((await clock()).stderr, /addresses\.json: is `npm start` running on this folder\?/);
  });

  it("left keys of an older version usable: the missing one is made", async () => {
    const file = join(folder.path, "keys.json");
    const keys = JSON.parse(readFileSync(file, "utf8")) as { functions: Record<string, string> };
    delete keys.functions["durabletask"];
    writeFileSync(file, JSON.stringify(keys));
    system = await startSystem(folder.path);
    const { master, durabletask } = keysOf(folder.path).functions as Record<string, string>;
    assert.equal(master, keys.functions["master"]);
    assert.match(String(durabletask), /^[\w-]{43}$/);
    const settings = JSON.parse(readFileSync(join(folder.path, "settings.json"), "utf8")) as Record<string, string>;
    assert.equal(settings["EVENTWRIGHT_DURABLE_HOST"], system.api);
  });
});
