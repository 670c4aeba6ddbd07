import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import { runProgram } from "../e2e/support/commands.ts";

const histories = fileURLToPath(new URL("histories", import.meta.url));

test("every recorded instance survives today's code", async () => {
  const { code, stdout, stderr } = await runProgram("scripts/processes-replay.ts", []);
  assert.equal(code, 0, stdout + stderr);
});

test("each version of each process has recordings of instances that run and that have ended", () => {
  for (const { versions } of defineApp(handlers).processes ?? []) {
    for (const { orchestrator } of versions) {
      const names = globSync("*.json", { cwd: join(histories, orchestrator) });
      assert.ok(
        names.some((name) => name.startsWith("running-")),
        `${orchestrator}: none that runs`,
      );
      assert.ok(
        names.some((name) => name.startsWith("completed-")),
        `${orchestrator}: none that has ended`,
      );
    }
  }
});

test("an edit that forgets the reviewer breaks the instances that had one, and no other", async () => {
  const edited = fileURLToPath(new URL("edited", import.meta.url));
  const { code, stdout, stderr } = await runProgram("scripts/processes-replay.ts", ["--app", edited, "--json"]);
  assert.equal(code, 1, stderr);
  const verdicts: readonly { readonly file: string; readonly kind: string; readonly found?: string }[] =
    JSON.parse(stdout);
  const broken = verdicts.filter(({ kind }) => kind === "breaks");
  assert.deepEqual(
    broken.map(({ file }) => file.replace(/^runTransferV1.|\.json$/g, "")),
    [
      "completed-allowed-and-approved",
      "completed-approved",
      "completed-expired-by-review",
      "completed-rejected",
      "running-allowed-and-held",
      "running-held",
    ],
  );
  for (const { found } of broken) assert.match(found ?? "", /sendCreditTransfer/);
});
