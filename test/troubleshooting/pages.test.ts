import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { expectedOf, guide, isShownAs } from "./support/page.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const generated = join(here, "../../generated/azure");
const pages = readdirSync(guide).filter((file) => file !== "README.md");
const queries = readdirSync(join(generated, "queries")).map((file) => file.replace(/\.kql$/, ""));
const read = (file: string) => readFileSync(join(guide, file), "utf8");

test("the index leads to every page and names every query", () => {
  const index = read("README.md");
  for (const page of pages) assert.ok(index.includes(`](${page})`), page);
  for (const query of queries) assert.ok(index.includes(`| \`${query}.kql\` |`), query);
});

test("every page has its parts, and queries that there are, with columns that they have", () => {
  for (const page of pages) {
    const text = read(page);
    for (const part of ["**Symptom.**", "## Cause", "## Cure", "## Prevention"]) assert.ok(text.includes(part), page);
    for (const [, query = ""] of text.matchAll(/`([\w-]+)\.kql`/g))
      assert.ok(queries.includes(query), `${page}: ${query}`);
    for (const { query, rows } of expectedOf(page.replace(".md", ""))) {
      if (!queries.includes(query)) continue;
      const head = readFileSync(join(generated, "queries", `${query}.kql`), "utf8").split("\nlet ")[0] ?? "";
      for (const column of Object.keys(rows[0] ?? {})) assert.match(head, new RegExp(`^// {3}${column} `, "m"), page);
    }
  }
});

test("every page is made to happen by a test, and every table of it is asked for", () => {
  const tests = readdirSync(here)
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(here, file), "utf8"))
    .join("\n");
  for (const page of pages.map((file) => file.replace(".md", ""))) {
    assert.ok(tests.includes(`"${page}"`), `No test makes ${page} happen.`);
    assert.ok(expectedOf(page).length > 0, page);
  }
});

test("links of the guide lead somewhere", () => {
  for (const file of readdirSync(guide)) {
    for (const [, link = ""] of read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!/^https?:/.test(link)) assert.ok(existsSync(join(guide, dirname(file), link)), `${file}: ${link}`);
    }
  }
});

test("alerts name pages that there are", () => {
  const text = readFileSync(join(generated, "alerts.json"), "utf8");
  for (const [, page = ""] of text.matchAll(/docs\/troubleshooting\/([\w-]+)\.md/g)) {
    assert.ok(existsSync(join(guide, `${page}.md`)), page);
  }
});

test("cells of pages are texts, patterns and comparisons", () => {
  for (const [value, cell, is] of [
    ["commands", "commands", true],
    ["commands", "command", false],
    ["letter-abc", "letter-…", true],
    ["", "…", false],
    ["", "–", true],
    ["00:00:00", "–", true],
    [3, "3", true],
    [30, "3", false],
    [3, "> 2", true],
    [3, "> 3", false],
    ["01:00:01", "> 1 h", true],
    ["00:59:59", "> 1 h", false],
    ["6.00:00:00", "> 5 days", true],
    ["none", "> 1 h", false],
  ] as const) {
    assert.equal(isShownAs(value, cell), is, `${value} ${cell}`);
  }
});
