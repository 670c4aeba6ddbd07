import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { versionRules } from "../../../codegen/versions/catalogue.ts";
import { versionRulesTable } from "../../../codegen/versions/documentation.ts";
import { project } from "../support/contracts.ts";

test("docs/versions.md has every rule as the catalogue says it", () => {
  assert.ok(readFileSync(join(project, "docs/versions.md"), "utf8").includes(versionRulesTable()));
  const ids = Object.values(versionRules).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});
