import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lint } from "../../../codegen/lint/lint.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { tools } from "../support/contracts.ts";
import { brokenFolder, brokenNames, expectationsOf } from "./fixtures.ts";

/** The document of a fixture. */
function documentOf(name: string): string {
  const yaml = join(brokenFolder, name, "asyncapi.yaml");
  return existsSync(yaml) ? yaml : join(brokenFolder, name, "asyncapi.json");
}

for (const name of brokenNames) {
  test(`finds what is wrong in ${name}, at its line, and nothing else`, () => {
    const { findings } = lint(contractOnDisk(documentOf(name)), { rulebook: tools.rulebook, today: "2026-01-31" });
    const found = findings
      .filter(({ severity }) => severity !== "info")
      .map(({ file, line, rule }) => `${file}:${line} ${rule}`);
    assert.deepEqual([...found].sort(), expectationsOf(name));
  });
}
