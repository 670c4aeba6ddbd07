import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { catalogue } from "../../codegen/diagnostics/catalogue.ts";
import { diagnosticsPage, vocabularyPage } from "../../codegen/documentation.ts";
import { lintPage } from "../../codegen/lint/lint-page.ts";
import { lintRules } from "../../codegen/lint/rules/index.ts";
import { project } from "./support/contracts.ts";

const read = (path: string) => readFileSync(join(project, path), "utf8");

test("docs/diagnostics.md is what the catalogue says, and has every rule", () => {
  assert.equal(read("docs/diagnostics.md"), diagnosticsPage());
  for (const { id } of Object.values(catalogue)) assert.ok(diagnosticsPage().includes(`\`${id}\``), id);
});

test("docs/contract-vocabulary.md is what the vocabulary's schema says, and describes every word", () => {
  assert.equal(read("docs/contract-vocabulary.md"), vocabularyPage());
  const undescribed = vocabularyPage()
    .split("\n")
    .filter((line) => /^\| `.*\|\s*\|$/.test(line));
  assert.deepEqual(undescribed, []);
});

test("docs/contract-vocabulary.md has a section for every block that has words of its own, and links lead to one", () => {
  const { definitions } = JSON.parse(read("codegen/vocabulary/x-eventwright.schema.json"));
  const titles = Object.values<{ title?: string; additionalProperties?: boolean }>(definitions)
    .filter(({ title, additionalProperties }) => title !== undefined && additionalProperties === false)
    .map(({ title }) => title);
  const sections = [...vocabularyPage().matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  assert.deepEqual(sections.toSorted(), titles.toSorted());
  const anchors = new Set(sections.map((title = "") => title.toLowerCase().replaceAll(" ", "-")));
  const links = [...vocabularyPage().matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
  assert.ok(links.length > 0);
  for (const anchor of links) assert.ok(anchors.has(anchor), anchor);
});

test("docs/lint.md is what the rules of lint say, and has every rule", () => {
  assert.equal(read("docs/lint.md"), lintPage());
  for (const { id } of Object.values(lintRules)) assert.ok(lintPage().includes(`\`${id}\``), id);
});
