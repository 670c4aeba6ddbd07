import assert from "node:assert/strict";
import { test } from "node:test";
import { proveSubset, type SchemaFinding } from "../../../../codegen/compatibility/schemas/prove-subset.ts";
import { groups } from "./cases/all.ts";
import type { Change, Expected } from "./cases/case.ts";
import { acceptedByAjv } from "./plain-ajv.ts";
import { sideOf } from "./support.ts";

/** Compares in one direction and verifies each witness with ajv alone. */
function compare(from: unknown, to: unknown, role: "old" | "new"): readonly SchemaFinding[] {
  const found = proveSubset(sideOf(from), sideOf(to), { roles: { from: role } });
  for (const { rule, verdict, witness } of found) {
    assert.equal(verdict === "breaking", witness !== undefined, rule);
    if (witness === undefined) continue;
    assert.equal(acceptedByAjv(from, witness), true, `${rule}: ${JSON.stringify(witness)} is valid before`);
    assert.equal(acceptedByAjv(to, witness), false, `${rule}: ${JSON.stringify(witness)} is refused now`);
  }
  return found;
}

function rulesOf(findings: readonly SchemaFinding[]): readonly string[] {
  return findings.map(({ rule }) => rule).sort();
}

function expectedRules(expected: Expected): readonly string[] {
  return expected === "compatible" ? [] : [expected].flat().sort();
}

function check({ before, after, ...expected }: Change): void {
  assert.deepEqual(rulesOf(compare(before, after, "old")), expectedRules(expected.old), "old documents, new schema");
  assert.deepEqual(rulesOf(compare(after, before, "new")), expectedRules(expected.new), "new documents, old schema");
}

for (const { title, changes } of groups) {
  for (const change of changes) test(`${title}: ${change.change}`, () => check(change));
}
