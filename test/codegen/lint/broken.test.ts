import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { lint } from "../../../codegen/lint/lint.ts";
import { lintRules } from "../../../codegen/lint/rules/index.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { project, tools } from "../support/contracts.ts";
import { brokenFolder, brokenNames, documentOf, expectationsOf } from "./fixtures.ts";

for (const name of brokenNames) {
  test(`finds what is wrong in ${name}, at its line, and nothing else`, () => {
    const { findings } = lint(contractOnDisk(documentOf(name)), { rulebook: tools.rulebook, today: "2026-01-31" });
    const found = findings
      .filter(({ severity }) => severity !== "info")
      .map(({ file, line, rule }) => `${file}:${line} ${rule}`);
    assert.deepEqual([...found].sort(), expectationsOf(name));
  });
}

test("finds every mistake of all contracts in one run, and nothing else", () => {
  assert.ok(brokenNames.length >= 60, `${brokenNames.length} contracts`);
  const documents = brokenNames.map(documentOf);
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(project, "codegen/contract.ts"), "lint", "--json", ...documents],
    { encoding: "utf8", cwd: brokenFolder, maxBuffer: 64 * 1024 * 1024 },
  );
  const { findings } = JSON.parse(stdout) as {
    findings: { file: string; line: number; rule: string; severity: string }[];
  };
  const found = findings
    .filter(({ severity }) => severity !== "info")
    .map(({ file, line, rule }) => `${file}:${line} ${rule}`);
  const expected = brokenNames.flatMap((name) => expectationsOf(name).map((finding) => `${name}/${finding}`));
  assert.deepEqual([...found].sort(), [...expected].sort());
  assert.equal(status, 1);
});

test("has a broken contract for every error and every warning", () => {
  const shown = new Set(brokenNames.flatMap(expectationsOf).map((finding) => finding.split(" ")[1]));
  const missing = Object.entries(lintRules).filter(([, { id, severity }]) => severity !== "info" && !shown.has(id));
  assert.deepEqual(
    missing.map(([name]) => name),
    [],
  );
});
