import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { runProgram } from "./support/commands.ts";
import { get } from "./support/http.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the zip of npm run package, unpacked into an empty folder", () => {
  const folder = temporaryFolder();
  const app = join(folder.path, "app");
  let version: string;
  let system: System;
  let func: ChildProcess | undefined;

  before(async () => {
    const made = await runProgram("scripts/bundle.ts", ["--out", folder.path, "--json"]);
    assert.equal(made.code, 0, made.stdout + made.stderr);
    for (const [path, bytes] of Object.entries(unzipSync(readFileSync(join(folder.path, "app.zip"))))) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      writeFileSync(join(app, path), bytes);
    }
    version = JSON.parse(readFileSync(join(app, "package.json"), "utf8")).version;
    system = await startSystem(join(folder.path, "data"), 0, {}, ["--app", app, "--no-approvals"]);
  });
  after(async () => {
    if (func?.exitCode === null) {
      func.kill("SIGTERM");
      await once(func, "exit");
    }
    await system?.stop();
    folder.remove();
  });

  it("runs in the local host, and all invariants of the simulator hold", async () => {
    const args = ["--accounts", "10", "--transfers", "30", "--duplicates", "5", "--seed", "7", "--quiet"];
    const played = await runProgram("console/simulate.ts", ["--url", system.api, "--patience", "60", ...args]);
    assert.equal(played.code, 0, `${played.stdout}${played.stderr}\n${system.output()}`);
    assert.match(played.stdout, /All invariants hold/);
  });

  it("says which build it is, and serves the documents that are bundled with it", async () => {
    const { body } = await get(`${system.api}/api/health`);
    assert.equal(body.build, version);
    assert.match(version, /^\d+\.\d+\.\d+\+[0-9a-f]{10}$/);
    assert.match((await get(`${system.api}/api/openapi.json`)).body.openapi, /^3\.1/);
    assert.match((await get(`${system.api}/api/asyncapi.json`)).body.asyncapi, /^3/);
  });

  it("runs under func start, in its folder, with the settings as environment", async () => {
    const settings = JSON.parse(readFileSync(join(system.dataDir, "settings.json"), "utf8"));
    func = spawn(process.execPath, [join(root, "emulator/functions/func/main.ts"), "start", "--port", "0"], {
      cwd: app,
      env: { ...process.env, ...settings, FUNCTIONS_WORKER_RUNTIME: "node" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let url: string | undefined;
    for await (const line of createInterface({ input: func.stdout! })) {
      url ??= /\[GET\] (http:\S+)\/api\/health/.exec(line)?.[1];
      if (url !== undefined) break;
    }
    func.stdout?.resume();
    assert.equal((await get(`${url}/api/health`)).body.build, version);
  });
});
