import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const page = new URL("../../../../docs/security.md", import.meta.url);

/** The rows of the table of threats: whatever the last cell links to. */
function threats(text: string): readonly { readonly threat: string; readonly tests: readonly string[] }[] {
  const table = text.split("## Threats, and what stands against them")[1] ?? "";
  const rows = table.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(1).map((row) => {
    const cells = row.split(" | ");
    const tests = [...(cells.at(-1) ?? "").matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? "");
    return { threat: cells[0] ?? "", tests };
  });
}

test("every threat of the documentation names tests that are there and have cases", () => {
  const rows = threats(readFileSync(page, "utf8"));
  assert.ok(rows.length >= 10);
  for (const { threat, tests } of rows) {
    assert.ok(tests.length > 0, threat);
    for (const path of tests) {
      const file = new URL(path, page);
      assert.match(path, /^\.\.\/test\/.+\.test\.ts$/, threat);
      assert.ok(existsSync(file), `${threat}: ${path} is not there`);
      assert.match(readFileSync(file, "utf8"), /^\s*(it|test)\(/m, path);
    }
  }
});

test("each test of this folder holds a threat, but this one", () => {
  const named = threats(readFileSync(page, "utf8")).flatMap(({ tests }) => tests);
  const here = readdirSync(new URL(".", import.meta.url)).filter((name) => /\.test\.ts$/.test(name));
  for (const name of here.filter((each) => each !== "threats.test.ts")) {
    assert.ok(named.includes(`../test/platform/http/security/${name}`), `${name} is in no row`);
  }
});
