import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { contractCatalogue } from "../../../codegen/compatibility/contracts/catalogue.ts";
import { contractRulesPage } from "../../../codegen/compatibility/documentation.ts";
import { project } from "../support/contracts.ts";

test("docs/compatibility-contract.md is what the catalogue says, and has every rule once", () => {
  const page = contractRulesPage();
  assert.equal(readFileSync(join(project, "docs/compatibility-contract.md"), "utf8"), page);
  const ids = Object.values(contractCatalogue).map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
  for (const id of ids) assert.equal(page.split(`| \`${id}\` |`).length, 2, id);
});
