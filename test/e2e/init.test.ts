import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { faultsOf } from "../ci/faults.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stranger = join(root, "test/codegen/fixtures/parcels/asyncapi.yaml");

describe("npm run init", () => {
  const parent = mkdtempSync(join(tmpdir(), "eventwright-init-"));
  const folder = join(parent, "desk");
  const running = new Set<ChildProcess>();
  after(async () => {
    // Not killed: it has children of its own.
    for (const child of running) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  });
  const run = (args: readonly string[], cwd: string) =>
    spawnSync(process.execPath, args, { cwd, encoding: "utf8", env: { ...process.env, NODE_TEST_CONTEXT: undefined } });
  const bin = "node_modules/eventwright/dist/bin/eventwright.mjs";

  before(() => {
    const { status, stdout, stderr } = run([join(root, "scripts/init.ts"), folder, "--contract", stranger], parent);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /RegisterParcel comes in by POST \/api\/parcels\/register/);
    install();
  });

  /** As npm does, but from what is installed here already. */
  function install(): void {
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, "eventwright"), { recursive: true });
    const [archive = ""] = readdirSync(join(folder, "vendor"));
    const unpacked = spawnSync("tar", ["-xzf", join(folder, "vendor", archive), "--strip-components=1"], {
      cwd: join(modules, "eventwright"),
      encoding: "utf8",
    });
    assert.equal(unpacked.status, 0, unpacked.stderr);
    for (const name of readdirSync(join(root, "node_modules"))) {
      if (!name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(modules, name));
    }
    const { dependencies } = JSON.parse(readFileSync(join(modules, "eventwright/package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) assert.ok(readdirSync(join(modules, name)).length > 0, name);
  }

  it("makes a project whose test passes, from the package's compiled code", () => {
    const { status, stdout, stderr } = run(["scripts/test.mjs"], folder);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /takes RegisterParcel and says what became of it/);
  });

  it("makes a project whose package holds its app, and runs under func start in a folder of its own", async () => {
    const unpacked = mkdtempSync(join(tmpdir(), "eventwright-unpacked-"));
    after(() => rmSync(unpacked, { recursive: true, force: true, maxRetries: 5 }));
    const made = run([bin, "package", "--unpacked", unpacked, "--json"], folder);
    assert.equal(made.status, 0, made.stdout + made.stderr);
    const { version, files } = JSON.parse(made.stdout);
    assert.match(version, /^\d+\.\d+\.\d+\+[0-9a-f]{10}$/);
    assert.deepEqual(
      Object.keys(files).filter((name) => !name.startsWith("bundle/")),
      ["host.json", "package.json"],
    );
    // Those that need no store: there is none.
    const args = ["start", "--port", "0", "--functions", "openapi", "health"];
    const child = spawn(process.execPath, [join(root, "emulator/functions/func/main.ts"), ...args], {
      cwd: unpacked,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, FUNCTIONS_WORKER_RUNTIME: "node" },
    });
    running.add(child);
    let url: string | undefined;
    for await (const line of createInterface(child.stdout)) {
      url = /\[GET\] (http:\S+)\/api\/openapi\.json/.exec(line)?.[1];
      if (url !== undefined) break;
    }
    child.stdout.resume();
    assert.ok(url, "the functions of the app are listed");
    // Whatever the app opens, its missing setting is told by whoever needs it.
    const answer = await fetch(`${url}/api/health`);
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /Cosmos/);
  });

  it("makes a project that passes its own check, with a workflow whose programs it has", () => {
    const { status, stdout, stderr } = run(["scripts/check.mjs"], folder);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /All good\./);
    const workflow = readFileSync(join(folder, ".github/workflows/eventwright.yml"), "utf8");
    assert.deepEqual(faultsOf(workflow), []);
    const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const programs = [...workflow.matchAll(/npm (?:run (?:--silent )?)?([a-z]+)/g)].map(([, name = ""]) => name);
    assert.deepEqual(
      programs.filter((name) => name !== "ci" && !(name in scripts)),
      [],
    );
    assert.ok(existsSync(join(folder, "scripts/ci/comment.ts")));
    const azure = readFileSync(join(folder, "azure.yaml"), "utf8");
    assert.match(azure, /^name: desk$/m);
  });

  it("makes a project that is packaged, and whose resources on Azure evaluate", () => {
    const packaged = run([bin, "package", "--json"], folder);
    assert.equal(packaged.status, 0, packaged.stdout + packaged.stderr);
    const { file, sizes } = JSON.parse(packaged.stdout) as { file: string; sizes: { zip: number } };
    assert.equal(file, join(realpathSync(folder), ".eventwright/package/app.zip"));
    assert.ok(sizes.zip > 100_000 && sizes.zip < 3_000_000, String(sizes.zip));
    for (const environment of ["dev", "prod"]) {
      const infra = run([bin, "infra", "--parameters", `infra/parameters/${environment}.json`, "--json"], folder);
      assert.equal(infra.status, 0, infra.stdout + infra.stderr);
      const { resources } = JSON.parse(infra.stdout) as { resources: readonly { id: string }[] };
      assert.ok(
        resources.some(({ id }) => id.endsWith("/containers/parcels")),
        infra.stdout.slice(0, 2000),
      );
    }
  });

  it("makes a project that runs: the command that it prints is taken, the query that it prints shows it", async () => {
    const ports = ["--port", "0", "--cosmos-port", "0", "--eventgrid-port", "0", "--blob-port", "0"];
    const child = spawn(process.execPath, [bin, "start", ...ports], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    running.add(child);
    const curls: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      if (line.startsWith("  curl")) curls.push(line.trim());
      if (line.startsWith("Stop with")) break;
    }
    child.stdout.resume();
    const [post = "", get = ""] = curls;
    const [, url = "", body = ""] = /curl -i (\S+) .* -d '(.*)'$/.exec(post) ?? [];
    const accepted = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
    assert.equal(accepted.status, 202, post);
    const location = new URL(accepted.headers.get("location") ?? "", url);
    const outcome = await fetch(location, { headers: { prefer: "wait=30" } });
    assert.equal(((await outcome.json()) as { status: string }).status, "succeeded");
    const query = /(http:\S+)$/.exec(get)?.[1] ?? "";
    let document = await fetch(query);
    // The read model follows the outcome.
    for (let tries = 0; document.status === 404 && tries < 300; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      document = await fetch(query);
    }
    assert.deepEqual(await document.json(), { parcelId: "p-1", weight: 2.5 });
  });

  it("refuses a folder that holds something, and a contract with errors, and writes nothing", () => {
    const again = run([join(root, "scripts/init.ts"), folder], parent);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /is not empty/);
    const other = join(parent, "other");
    const unknown = run([join(root, "scripts/init.ts"), other, "--example", "shop"], parent);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /There is no example shop\. There are: orders, credits\./);
    const missing = run([join(root, "scripts/init.ts"), other, "--contract", "nowhere.yaml"], parent);
    assert.equal(missing.status, 1);
    assert.match(missing.stdout, /EW1001/);
    assert.deepEqual(readdirSync(parent), ["desk"]);
  });
});
