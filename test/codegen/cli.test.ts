import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { project } from "./support/contracts.ts";
import { filesOf, libraryCopy, runCli } from "./support/temporary.ts";

async function generatedCopy(context: TestContext) {
  const contract = libraryCopy(context);
  const out = join(dirname(contract), "out");
  const args = ["--contract", contract, "--out", out];
  const { code, stderr } = await runCli(args);
  assert.equal(code, 0, stderr);
  return { contract, out, args };
}

test("--check tells missing, edited, stale and left-over files apart, writes nothing and exits with 1", async (context) => {
  const { contract, out, args } = await generatedCopy(context);
  writeFileSync(join(out, "app.ts"), `${readFileSync(join(out, "app.ts"), "utf8")}// mine\n`);
  rmSync(join(out, "handlers.ts"));
  const renamed = readFileSync(contract, "utf8").replaceAll("LoanDue", "LoanOver");
  writeFileSync(contract, renamed);
  const before = filesOf(out);
  const { code, stdout } = await runCli([...args, "--check", "--json"]);
  assert.equal(code, 1);
  assert.deepEqual(filesOf(out), before);
  const states = new Map(
    JSON.parse(stdout).differences.map(({ path, state }: { path: string; state: string }) => [path, state]),
  );
  assert.equal(states.get("app.ts"), "edited");
  assert.equal(states.get("handlers.ts"), "missing");
  assert.equal(states.get("notifiers.ts"), "stale");
  assert.equal(states.get("messages/loan-over.ts"), "missing");
  assert.equal(states.get("messages/loan-due.ts"), "left over");
  assert.equal(states.has("validators/runtime.js"), false);
});

test("--check names the field that a stale type has gained or lost", async (context) => {
  const { out, args } = await generatedCopy(context);
  const types = readFileSync(join(out, "types.ts"), "utf8");
  const [declaration, field] =
    /^export interface (\w+) \{[^}]*?^ {2}(readonly \w+\??: .*)$/m.exec(types)?.slice(1) ?? [];
  assert.ok(declaration !== undefined && field !== undefined);
  writeFileSync(join(out, "types.ts"), types.replace(`  ${field}\n`, ""));
  const { code, stdout } = await runCli([...args, "--check"]);
  assert.equal(code, 1);
  assert.ok(stdout.includes(`+ ${declaration}: ${field}`), stdout);
});

test("a run writes only what has changed, deletes what is no longer generated and leaves other files alone", async (context) => {
  const { contract, out, args } = await generatedCopy(context);
  writeFileSync(join(out, "messages", "mine.txt"), "mine");
  const untouched = statSync(join(out, "validators/runtime.js")).mtimeMs;
  writeFileSync(contract, readFileSync(contract, "utf8").replaceAll("LoanDue", "LoanOver"));
  const { code, stdout } = await runCli([...args, "--json"]);
  assert.equal(code, 0);
  const { written } = JSON.parse(stdout);
  assert.ok(written.removed.includes("messages/loan-due.ts") && !existsSync(join(out, "messages/loan-due.ts")));
  assert.ok(!written.changed.includes("validators/runtime.js"));
  assert.equal(statSync(join(out, "validators/runtime.js")).mtimeMs, untouched);
  assert.equal(readFileSync(join(out, "messages", "mine.txt"), "utf8"), "mine");
  assert.equal((await runCli([...args, "--check"])).code, 0);
});

test("a contract with errors is not generated: exit 1, findings with place and fix, files untouched", async (context) => {
  const { contract, out, args } = await generatedCopy(context);
  const before = filesOf(out);
  writeFileSync(contract, readFileSync(contract, "utf8").replace("folds: [CopyBorrowed", "folds: [CopyBorowed"));
  const { code, stdout } = await runCli(args);
  assert.equal(code, 1);
  assert.match(stdout, /^asyncapi\.yaml:\d+:\d+ error EW1203 unknown-message/m);
  assert.match(stdout, /fix: Did you mean `CopyBorrowed`\?/);
  assert.ok(!stdout.includes("\u001b["), "no colours outside a terminal");
  assert.deepEqual(filesOf(out), before);
});

test("wrong usage exits with 2, a missing contract with 1, help with 0", async () => {
  assert.equal((await runCli(["--chek"])).code, 2);
  assert.equal((await runCli(["--check", "--watch"])).code, 2);
  const missing = await runCli(["--contract", "/nowhere/asyncapi.yaml", "--json"]);
  assert.equal(missing.code, 1);
  assert.equal(JSON.parse(missing.stdout).diagnostics[0].name, "file-missing");
  const help = await runCli(["--help"]);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Exit codes/);
});

test("--watch goes on after errors and generates again at the next change", { timeout: 60_000 }, async (context) => {
  const { contract, out, args } = await generatedCopy(context);
  const text = readFileSync(contract, "utf8");
  const child = spawn(process.execPath, [join(project, "codegen/cli.ts"), ...args, "--watch"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  context.after(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const until = async (pattern: RegExp) => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) assert.fail(`the watcher ended before it said ${pattern}`);
      if (pattern.test(value)) return;
    }
  };
  await until(/Watching/);
  writeFileSync(contract, "asyncapi: [");
  await until(/nothing was written/);
  writeFileSync(contract, text.replaceAll("Reminds the reader.", "Writes to the reader."));
  await until(/^Generated\./);
  assert.match(readFileSync(join(out, "messages/remind-reader.ts"), "utf8"), /Writes to the reader/);
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
});
