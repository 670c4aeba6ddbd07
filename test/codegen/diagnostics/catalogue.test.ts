import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { catalogue, type Rule } from "../../../codegen/diagnostics/catalogue.ts";

const folder = new URL("../../../codegen/diagnostics/rules/", import.meta.url);

/** The table of each file of rules. */
async function tables(): Promise<readonly (readonly [file: string, rules: Readonly<Record<string, Rule>>])[]> {
  const files = readdirSync(folder).filter((file) => file !== "rule.ts");
  return await Promise.all(
    files.map(async (file) => {
      const exported: unknown[] = Object.values(await import(new URL(file, folder).href));
      assert.equal(exported.length, 1, `${file} has one table`);
      return [file, exported[0] as Readonly<Record<string, Rule>>] as const;
    }),
  );
}

test("the catalogue has the rules of every file, and no name stands in two of them", async () => {
  const names = (await tables()).flatMap(([, rules]) => Object.keys(rules));
  assert.deepEqual(names.sort(), Object.keys(catalogue).sort());
});

test("a file holds the rules of one area, and all of them", async () => {
  const areas = (await tables()).map(([file, rules]) => {
    const [area, ...others] = new Set(Object.values(rules).map(({ id }) => id.slice(0, 4)));
    assert.deepEqual(others, [], `${file} has rules of one area`);
    return area;
  });
  assert.equal(new Set(areas).size, areas.length);
});
