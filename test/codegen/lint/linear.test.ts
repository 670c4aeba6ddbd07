import assert from "node:assert/strict";
import { test } from "node:test";
import { makeContract } from "../../../benchmarks/contracts/make-contract.ts";
import { lint } from "../../../codegen/lint/lint.ts";
import { inMemory, tools } from "../support/contracts.ts";

function workFor(messages: number): number {
  const files = inMemory(Object.fromEntries(makeContract({ messages })));
  const result = lint(files, { rulebook: tools.rulebook, today: "2026-01-31" });
  assert.deepEqual(
    result.findings.filter(({ severity }) => severity === "error"),
    [],
  );
  return result.work;
}

test("has twice the work for twice the messages, not more", () => {
  const [one, two] = [workFor(40), workFor(80)];
  assert.ok(one > 1000, `${one} steps`);
  assert.ok(two < one * 2.2, `${one} steps for 40 messages, ${two} for 80`);
});
