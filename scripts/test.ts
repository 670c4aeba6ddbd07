/**
 * `npm test`: every test of the repository with Node's own runner. Arguments choose: `npm test -- platform` runs what
 * lies under test/platform; anything that begins with a dash goes to the runner.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);
const flags = args.filter((arg) => arg.startsWith("-"));
const chosen = args.filter((arg) => !arg.startsWith("-"));
const files = globSync("test/**/*.test.ts", { cwd: root })
  .sort()
  .filter((file) => chosen.length === 0 || chosen.some((part) => file.startsWith(`test/${part}`)));

if (files.length === 0) {
  process.stderr.write(`No test matches ${chosen.join(", ")}. Names are folders or files under test/.\n`);
  process.exit(1);
}
// Many tests wait for processes that they started, so that two at a time are faster on two cores than one, which Node would run.
const atOnce = `--test-concurrency=${Math.max(2, availableParallelism())}`;
const result = spawnSync(process.execPath, ["--test", atOnce, ...flags, ...files], {
  cwd: root,
  stdio: "inherit",
  // Colours and deprecation notes of dependencies have no place in a log.
  env: { ...process.env, NODE_NO_WARNINGS: "1" },
});
process.exit(result.status ?? 1);
