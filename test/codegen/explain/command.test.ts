import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "../support/contracts.ts";

function explained(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, "codegen/explain.ts"), ...args], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

test("the command explains, lists, and says what it did not find", () => {
  const { status, stdout } = explained("CloseAccount");
  assert.equal(status, 0);
  assert.match(stdout, /^CloseAccount \(command, version 1\) asyncapi\.yaml:\d+\n/);
  const missed = explained("CloseAcount");
  assert.equal(missed.status, 1);
  assert.match(
    missed.stderr,
    /no message, read model, process or reaction "CloseAcount"\. Did you mean CloseAccount\?/,
  );
  assert.match(explained().stdout, /^read model: accounts, statements, takings, transfers$/m);
});

test("the command prints JSON whose reasons have lines, and refuses two wishes at once", () => {
  const { status, stdout } = explained("--read-model", "accounts", "--json");
  assert.equal(status, 0);
  const { explanations } = JSON.parse(stdout);
  const [reason] = explanations[0].steps[0].says[0].why;
  assert.deepEqual(
    { ...reason, line: reason.line > 0 },
    {
      file: "asyncapi.yaml",
      pointer: "/x-eventwright/readModels/accounts/folds",
      line: true,
      word: "folds",
      said: true,
    },
  );
  assert.equal(explained("CloseAccount", "--process", "transfer").status, 2);
});
