import assert from "node:assert/strict";
import { test } from "node:test";
import { generate } from "../../codegen/pipeline.ts";
import { contractOnDisk } from "../../codegen/read/contract-files.ts";
import { library, libraryGolden, project, tools } from "./support/contracts.ts";
import { filesOf, runCli, temporaryFolder } from "./support/temporary.ts";

const generated = async () => {
  const { files, diagnostics } = await generate(contractOnDisk(library), tools);
  assert.deepEqual(diagnostics, []);
  assert.ok(files);
  return files;
};

test("the output is the golden output, and two runs give the same bytes", async () => {
  const golden = filesOf(libraryGolden);
  assert.deepEqual(Object.fromEntries([...(await generated())].sort(([a], [b]) => (a < b ? -1 : 1))), golden);
  assert.deepEqual([...(await generated())], [...(await generated())]);
});

test("another folder and another locale give the same bytes", async (context) => {
  const out = temporaryFolder(context);
  for (const locale of ["C", "tr_TR.UTF-8"]) {
    const args = ["--contract", library, "--out", out];
    const { code, stderr } = await runCli(args, { cwd: out, env: { LC_ALL: locale, LANG: locale, TZ: "Asia/Tokyo" } });
    assert.equal(code, 0, stderr);
    assert.deepEqual(filesOf(out), filesOf(libraryGolden));
  }
});

test("the repository's own generated files are current, from whatever folder that is asked", async (context) => {
  const { code, stdout } = await runCli(["--check"], { cwd: temporaryFolder(context) });
  assert.equal(code, 0, stdout);
});

test("generated files have the header, LF line ends, and no paths or dates of this machine", async () => {
  for (const [path, text] of await generated()) {
    assert.ok(!text.includes("\r"), path);
    assert.ok(text.endsWith("\n") && !text.endsWith("\n\n"), path);
    assert.ok(!text.includes(project.replace(/\/$/, "")), path);
    if (/\.(ts|js)$/.test(path)) {
      assert.equal(text.split("\n")[0], "// Generated from asyncapi.yaml by `npm run generate`. Do not edit.", path);
    }
  }
});

test("generated code imports its own files and the platform's versioned entry only; the client not even that", async () => {
  for (const [path, text] of await generated()) {
    if (!/\.(ts|js)$/.test(path)) continue;
    const imports = [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, from]) => from ?? "");
    const foreign = imports.filter((from) => !from.startsWith("."));
    const allowed = path === "app.ts" ? ["eventwright/codegen/v1", "node:fs/promises"] : ["eventwright/codegen/v1"];
    assert.deepEqual(
      foreign.filter((from) => !allowed.includes(from)),
      [],
      path,
    );
    if (path.startsWith("client")) assert.deepEqual(foreign, [], path);
    assert.ok(!/\brequire\(/.test(text) || path.endsWith(".d.ts"), path);
  }
});

test("private messages get no endpoint, no client method and no place in what the API says of itself", async () => {
  const files = await generated();
  assert.ok(!files.get("app.ts")?.includes("commands/remind"));
  for (const path of ["client.ts", "openapi.json"]) {
    assert.ok(!/remind-?reader|copy-?missed/i.test(files.get(path) ?? ""), path);
  }
  assert.match(files.get("client.ts") ?? "", /borrowCopy\(/);
});

test("resources name the platform's containers, the read models and the subscriptions", async () => {
  const resources = JSON.parse((await generated()).get("resources.json") ?? "");
  const byId = new Map(resources.containers.map((container: { id: string }) => [container.id, container]));
  assert.deepEqual(
    [...byId.keys()],
    ["commands", "outcomes", "events", "snapshots", "notifications", "dead-letters", "leases", "inbox", "loans"],
  );
  assert.deepEqual(resources.containers[2].uniqueKeyPolicy, {
    uniqueKeys: [{ paths: ["/causationid", "/causationindex"] }],
  });
  assert.deepEqual(resources.subscriptions[0].filter, { includedEventTypes: ["library.CopyBorrowed.v1"] });
  assert.equal(resources.subscriptions[0].functionName, "reactRemind");
  assert.equal(resources.database, "library");
});
