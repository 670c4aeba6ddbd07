import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "../../support/contracts.ts";
import { runNode } from "../../support/temporary.ts";

const check = (...args: string[]) =>
  runNode([join(project, "codegen/contract.ts"), "check", ...args], { cwd: project });

for (const day of ["2026-12-31", "2027-01-01", "2099-12-31"]) {
  test(`the check of this project does not turn red on ${day} by the date alone`, async () => {
    const { code, stdout, stderr } = await check("--today", day);
    assert.deepEqual([code, stderr], [0, ""], stdout);
    assert.doesNotMatch(stdout, /decision-expired/);
  });
}

test("nor does what was published under a decision, against the version before it", async () => {
  const { code, stdout } = await check("--today", "2027-01-01", "--against", "1.1.0");
  assert.equal(code, 0, stdout);
  assert.match(stdout, /EC2801 .*\n.*\n\s+allowed by: contract\/decisions\/2\.0\.0-tokens\.yaml/);
});
