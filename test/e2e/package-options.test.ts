import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { eventually, get, run } from "./support/http.ts";
import { copyProject, type ProjectCopy } from "./support/project-copy.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

const exporters = [
  "@azure/monitor-opentelemetry-exporter",
  "@opentelemetry/exporter-trace-otlp-http",
  "@opentelemetry/exporter-logs-otlp-http",
  "@opentelemetry/exporter-metrics-otlp-http",
];

describe("npm run package -- --with-docs --telemetry none", () => {
  const folder = temporaryFolder();
  const app = join(folder.path, "app");
  let project: ProjectCopy;
  let system: System;
  before(() => {
    mkdirSync(join(folder.path, "project"));
    project = copyProject(join(folder.path, "project"));
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  const bundle = async (...options: string[]) => {
    const made = await project.run("scripts/bundle.ts", "--out", folder.path, "--json", ...options);
    return { code: made.code, told: JSON.parse(made.stdout) };
  };
  const packagesOf = (shares: readonly { readonly name: string }[]) => new Set(shares.map(({ name }) => name));

  it("is refused while there is no documentation site, with the command that builds it", async () => {
    const { code, told } = await bundle("--with-docs", "--telemetry", "none");
    assert.equal(code, 1);
    assert.deepEqual(
      told.faults.map(({ code, fix }: { code: string; fix: string }) => [code, fix]),
      [["docs-missing", "Build it first: npm run docs"]],
    );
  });

  it("holds the site and no exporter, and is another build than one with them", async () => {
    const docs = await project.run("codegen/docs.ts");
    assert.equal(docs.code, 0, docs.stdout + docs.stderr);
    const { code, told } = await bundle("--with-docs", "--telemetry", "none", "--unpacked", app);
    assert.equal(code, 0, JSON.stringify(told));
    const rest = Object.keys(told.files).filter((name) => !name.startsWith("bundle/"));
    assert.ok(rest.includes(".eventwright/docs-site/index.html"), String(rest));
    assert.deepEqual(
      rest.filter((name) => !name.startsWith(".eventwright/docs-site/")),
      ["host.json", "package.json"],
    );
    const lean = packagesOf(told.shares);
    const usual = await bundle("--with-docs");
    const all = packagesOf(usual.told.shares);
    for (const name of exporters) assert.deepEqual([lean.has(name), all.has(name)], [false, true], name);
    assert.ok(told.sizes.code < usual.told.sizes.code);
    assert.notEqual(told.version, usual.told.version);
  });

  it("serves the site, takes commands, and says on the console why nothing is told", async () => {
    const options = ["--app", app, "--no-approvals", "--insights", "--insights-port", "0", "--verbose"];
    system = await startSystem(join(folder.path, "data"), 0, {}, options);
    const page = await fetch(`${system.api}/docs/index.html`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<title>[^<]*Prepaid credits/);
    const open = { accountId: randomUUID(), owner: "anna", currency: "EUR" };
    assert.equal((await run(system.api, "open-account", open)).body.status, "succeeded");
    const why =
      /@azure\/monitor-opentelemetry-exporter is not in this package: it was made without --telemetry azure-monitor/;
    assert.match(
      await eventually(
        async () => system.output(),
        (text) => why.test(text),
      ),
      why,
    );
    const headers = { "x-eventwright-key": keysOf(system.dataDir).insights };
    const { body } = await get(`${system.insights}/_eventwright/rows/requests`, headers);
    assert.deepEqual(body.rows, []);
  });
});
