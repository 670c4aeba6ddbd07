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
