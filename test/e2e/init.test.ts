import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { faultsOf } from "../ci/faults.ts";
import { workflowOf } from "../ci/workflow.ts";
import { eventually } from "./support/http.ts";
import { bin, installHere, Running, runNode } from "./support/new-project.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stranger = join(root, "test/codegen/fixtures/parcels/asyncapi.yaml");

describe("npm run init", () => {
  const parent = mkdtempSync(join(tmpdir(), "eventwright-init-"));
  const folder = join(parent, "desk");
  const running = new Running();
  after(async () => {
    await running.end();
    rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  });

  before(() => {
    const { status, stdout, stderr } = runNode([join(root, "scripts/init.ts"), folder, "--contract", stranger], parent);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /RegisterParcel comes in by POST \/api\/parcels\/register/);
    installHere(folder);
  });

  it("makes a project whose test passes, from the package's compiled code", () => {
    const { status, stdout, stderr } = runNode(["scripts/test.mjs"], folder);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /takes RegisterParcel and says what became of it/);
  });

  it("makes a project whose package holds its app, and runs under func start in a folder of its own", async () => {
    const unpacked = mkdtempSync(join(tmpdir(), "eventwright-unpacked-"));
    after(() => rmSync(unpacked, { recursive: true, force: true, maxRetries: 5 }));
    const made = runNode([bin, "package", "--unpacked", unpacked, "--json"], folder);
    assert.equal(made.status, 0, made.stdout + made.stderr);
    const { file, version, files, sizes } = JSON.parse(made.stdout);
    assert.equal(file, join(realpathSync(folder), ".eventwright/package/app.zip"));
    assert.ok(sizes.zip > 100_000 && sizes.zip < 3_000_000, String(sizes.zip));
    assert.match(version, /^\d+\.\d+\.\d+\+[0-9a-f]{10}$/);
    assert.deepEqual(
      Object.keys(files).filter((name) => !name.startsWith("bundle/")),
      ["host.json", "package.json"],
    );
    // Those that need no store: there is none.
    const args = ["start", "--port", "0", "--functions", "openapi", "health"];
    const child = running.add(
      spawn(process.execPath, [join(root, "emulator/functions/func/main.ts"), ...args], {
        cwd: unpacked,
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, FUNCTIONS_WORKER_RUNTIME: "node" },
      }),
    );
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

  it("makes a project that passes its own check, with a workflow and a README whose programs it has", () => {
    const { status, stdout, stderr } = runNode(["scripts/check.mjs"], folder);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /All good\./);
    const workflow = readFileSync(join(folder, ".github/workflows/eventwright.yml"), "utf8");
    assert.deepEqual(faultsOf(workflow), []);
    const steps = Object.values(workflowOf(workflow).jobs).flatMap((job) => job.steps.map(({ run = "" }) => run));
    const azure = readFileSync(join(folder, "azure.yaml"), "utf8");
    const texts = { workflow: steps.join("\n"), azure, readme: readFileSync(join(folder, "README.md"), "utf8") };
    const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const [what, text] of Object.entries(texts)) {
      const programs = [...text.matchAll(/\bnpm(?:\.cmd)? (?:run )?(?:-s |--silent )?([a-z][a-z:]*)/g)].map(
        ([, name = ""]) => name,
      );
      assert.ok(programs.length > 0, what);
      assert.deepEqual(
        programs.filter((name) => !["ci", "install"].includes(name) && !(name in scripts)),
        [],
        what,
      );
      const files = [...text.matchAll(/\b(?:scripts|infra|generated)\/[\w./-]+\w/g)].map(([path]) => path);
      assert.deepEqual(
        files.filter((path) => !existsSync(join(folder, path))),
        [],
        what,
      );
    }
    assert.match(azure, /^name: desk$/m);
    const programs = runNode([bin, "--help"], folder).stdout;
    for (const line of Object.values<string>(scripts)) {
      const [, file = "", program = ""] = /run\.mjs (\S+) ?(\S*)/.exec(line) ?? [];
      if (file.endsWith("eventwright.mjs")) assert.match(programs, new RegExp(`^  ${program} `, "m"));
      else if (file !== "") assert.ok(existsSync(join(folder, file)), file);
    }
  });

  it("makes a project whose resources on Azure evaluate, open where the contract asks for no tokens", () => {
    for (const environment of ["dev", "prod"]) {
      const file = `infra/parameters/${environment}.json`;
      assert.equal(JSON.parse(readFileSync(join(folder, file), "utf8")).parameters.apiTokens.value, "");
      const infra = runNode([bin, "infra", "--parameters", file, "--json"], folder);
      assert.equal(infra.status, 0, infra.stdout + infra.stderr);
      const { resources } = JSON.parse(infra.stdout) as { resources: readonly { id: string }[] };
      assert.ok(
        resources.some(({ id }) => id.endsWith("/containers/parcels")),
        infra.stdout.slice(0, 2000),
      );
    }
  });

  it("makes a project that runs: the command that it prints is taken, the query that it prints shows it", async () => {
    const { curls, banner } = await running.start(folder);
    const [post = "", get = ""] = curls;
    const [, url = "", body = ""] = /curl -i (\S+) .* -d '(.*)'$/.exec(post) ?? [];
    const accepted = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
    assert.equal(accepted.status, 202, post);
    const location = new URL(accepted.headers.get("location") ?? "", url);
    const outcome = await fetch(location, { headers: { prefer: "wait=30" } });
    assert.equal(((await outcome.json()) as { status: string }).status, "succeeded");
    const query = /(http:\S+)$/.exec(get)?.[1] ?? "";
    // The read model follows the outcome.
    const found = await eventually(
      () => fetch(query),
      ({ status }) => status === 200,
    );
    assert.deepEqual(await found.json(), { parcelId: "p-1", weight: 2.5 });
    const health = await fetch(new URL("/api/health", url));
    assert.equal(((await health.json()) as { status: string }).status, "ready");
    assert.doesNotMatch(banner, /the contract asks for none/);
    await running.end();
  });

  it("asks for tokens with --secure though the contract does not, and says so", async () => {
    const { curls, banner } = await running.start(folder, ["--secure"]);
    assert.match(banner, /Tokens: the contract asks for none\./);
    assert.match(banner, /Keys: the contract asks for none/);
    assert.doesNotMatch(banner, /npm run simulate/);
    const query = /(http:\S+)$/.exec(curls[1] ?? "")?.[1] ?? "";
    const list = new URL("/api/parcels", query);
    const refused = await fetch(list);
    assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [401, "token-missing"]);
    const token = runNode([bin, "token", "--as", "anna"], folder);
    assert.equal(token.status, 0, token.stderr);
    // The one above opens it: no key, since the contract asks for none.
    const read = await fetch(list, { headers: { authorization: `Bearer ${token.stdout.trim()}` } });
    assert.equal(read.status, 200);
    await running.end();
  });

  it("refuses a folder that holds something, and a contract with errors, and writes nothing", () => {
    const again = runNode([join(root, "scripts/init.ts"), folder], parent);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /is not empty/);
    const other = join(parent, "other");
    const unknown = runNode([join(root, "scripts/init.ts"), other, "--example", "shop"], parent);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /There is no example shop\. There are: orders, credits\./);
    const missing = runNode([join(root, "scripts/init.ts"), other, "--contract", "nowhere.yaml"], parent);
    assert.equal(missing.status, 1);
    assert.match(missing.stdout, /EW1001/);
    assert.deepEqual(readdirSync(parent), ["desk"]);
  });
});
