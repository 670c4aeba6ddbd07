import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { schemaRules } from "../../../../codegen/compatibility/schemas/catalogue.ts";
import { schemaRulesPage } from "../../../../codegen/compatibility/schemas/documentation.ts";
import { groups } from "./cases/all.ts";
import { judged } from "./judged.ts";

const page = readFileSync(new URL("../../../../docs/compatibility.md", import.meta.url), "utf8");

test("docs/compatibility.md is what the changes say (node scripts/write-compatibility.ts)", () => {
  assert.equal(page, schemaRulesPage(groups.map(judged)));
});

test("there are at least 80 kinds of change, no two with one name in a group", () => {
  assert.ok(groups.flatMap(({ changes }) => changes).length >= 80);
  for (const { changes } of groups) assert.equal(new Set(changes.map(({ change }) => change)).size, changes.length);
});

test("every rule has an id of its own, and stands on the page", () => {
  const ids = Object.values(schemaRules).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.ok(page.includes(`\`${id}\``), id);
});

/** What takes minutes to bring about, or a fault of ours. */
const unshown = ["undecided-complexity", "undecided-witness"];

test("every rule is shown by a change", () => {
  const shown = new Set(groups.flatMap(({ changes }) => changes.flatMap((change) => [change.old, change.new].flat())));
  const hidden = Object.keys(schemaRules).filter((rule) => !shown.has(rule as never));
  assert.deepEqual(hidden, unshown);
});
