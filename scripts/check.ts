/** `npm run check`: everything that can be known without running the system. Says every fault before it fails. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tool = (name: string) => join(root, "node_modules", ".bin", name);
const steps: readonly (readonly [what: string, command: string, args: readonly string[]])[] = [
  ["generated code is current", process.execPath, ["codegen/cli.ts", "--check"]],
  ["the contract breaks nobody", process.execPath, ["codegen/contract.ts", "check"]],
  ["the contract", process.execPath, ["codegen/contract.ts", "lint", "--strict"]],
  ["types", tool("tsc"), ["-p", "tsconfig.json", "--pretty", String(process.stdout.isTTY === true)]],
  ["types of the approvals page", tool("tsc"), ["-p", "approvals/web/tsconfig.json"]],
  ["types of the dashboard's page", tool("tsc"), ["-p", "dashboard/web/tsconfig.json"]],
  ["types of the documentation's pages", tool("tsc"), ["-p", "codegen/site/browser/tsconfig.json"]],
  ["lint, format and layers", tool("biome"), ["check", "."]],
];

let failed = 0;
for (const [what, command, args] of steps) {
  process.stdout.write(`— ${what}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) failed++;
}
process.stdout.write(failed === 0 ? "All good.\n" : `${failed} of ${steps.length} checks failed.\n`);
process.exit(failed === 0 ? 0 : 1);
