import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, test } from "node:test";
import { checkout, git } from "./checkout.ts";
import { runScript } from "./run-script.ts";
import { scriptOf } from "./workflow.ts";

const folder = checkout({ after });
afterEach(() => {
  git(folder, "reset", "--quiet", "--hard");
  // Not the link to the packages.
  git(folder, "clean", "--quiet", "-dfx", "--exclude=/node_modules");
});

const gate = scriptOf("contract", "Prove that nobody is hurt");

test("a pull request that hurts nobody: lint and gate pass, the summary says so", async () => {
  const lint = await runScript(scriptOf("contract", "Lint the contract"), folder);
  assert.deepEqual([lint.code, lint.stderr], [0, ""]);
  assert.doesNotMatch(lint.stdout, /^::error/m);
  const proven = await runScript(gate, folder);
  assert.deepEqual([proven.code, proven.stderr], [0, ""]);
  const told = await runScript(scriptOf("contract", "Tell it in the summary"), folder);
  assert.equal(told.code, 0);
  assert.match(told.summary, /^🟢 \*\*Compatible\*\*/);
});

test("a pull request that breaks the contract: the gate fails beside the line, and the comment is there all the same", async () => {
  const file = join(folder, "schemas/values/merchant-name.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"maxLength": 120', '"maxLength": 60'));
  const proven = await runScript(gate, folder);
  assert.equal(proven.code, 1, proven.stdout);
  assert.match(proven.stdout, /^::error file=[\w/.-]+,line=\d+,col=\d+,title=EC\d+ .*::.*%0Afix: /m);
  const told = await runScript(scriptOf("contract", "Tell it in the summary"), folder);
  assert.match(told.summary, /^🔴 \*\*Breaks the contract\*\*/);
  const comment = await runScript(scriptOf("comment", "Comment"), folder, { PULL_REQUEST: "7", GITHUB_TOKEN: "" });
  // It gets as far as asking GitHub, which is not here.
  assert.match(comment.stderr, /The setting GITHUB_\w+ is missing/);
});

test("an invalid contract fails lint beside the line", async () => {
  appendFileSync(join(folder, "asyncapi.yaml"), "\nx-eventwrong: [\n");
  const lint = await runScript(scriptOf("contract", "Lint the contract"), folder);
  assert.equal(lint.code, 1);
  assert.match(lint.stdout, /^::error file=asyncapi\.yaml,line=\d+,/m);
});

test("the job that comments says what it misses, where the script or the verdict is not there", async () => {
  const script = scriptOf("comment", "Comment");
  const nothing = await runScript(script, folder, { PULL_REQUEST: "7" });
  assert.deepEqual([nothing.code, nothing.stdout], [0, ""]);
  rmSync(join(folder, "scripts/ci"), { recursive: true });
  const first = await runScript(script, folder, { PULL_REQUEST: "7" });
  assert.equal(first.code, 0);
  assert.match(first.stdout, /^::notice::/);
});

test("the package is made with its checksum, and another one is not deployed", async () => {
  const made = await runScript(scriptOf("package", "Package"), folder);
  assert.equal(made.code, 0, made.stdout + made.stderr);
  const zip = join(folder, "dist/app.zip");
  const sum = createHash("sha256").update(readFileSync(zip)).digest("hex");
  assert.equal(made.summary, `\`${sum}  app.zip\`\n`);
  const check = scriptOf("deploy", "Check the package");
  assert.equal((await runScript(check, folder)).code, 0);
  appendFileSync(zip, " ");
  assert.equal((await runScript(check, folder)).code, 1);
  assert.ok(existsSync(zip));
});
