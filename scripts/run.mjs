// Runs a TypeScript file of this repository on the Node version that the project pins, on a machine with any Node ≥ 20.
// Usage: node scripts/run.mjs FILE [ARG …]. Installs the packages first when node_modules does not match the lock file.
// Plain JavaScript without dependencies, because it runs before there are any.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [file, ...args] = process.argv.slice(2);
const isWindows = process.platform === "win32";

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(
    `Node ${process.versions.node} is too old to set up the project. Install Node 20 or newer from https://nodejs.org.`,
  );
}
if (!installed()) install();

const node = join(root, "node_modules", "node", "bin", isWindows ? "node.exe" : "node");
// The generator starts many times a day: what Node compiles of it is kept, the removal of its types included.
const compiled = file.startsWith("codegen/") ? { NODE_COMPILE_CACHE: join(root, ".eventwright", "cache", "node") } : {};
const child = spawn(existsSync(node) ? node : process.execPath, [join(root, file), ...args], {
  stdio: "inherit",
  env: { ...compiled, ...process.env },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(`Could not start Node: ${error.message}`));
child.on("exit", (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));

/** Whether every package of the lock file is there in its version. npm keeps a list of what it installed. */
function installed() {
  const lock = packagesOf(join(root, "package-lock.json"));
  const there = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (!lock || !there || !existsSync(join(root, "node_modules", "node", "bin"))) return false;
  return Object.entries(lock).every(
    ([path, { version, optional }]) => path === "" || optional || there[path]?.version === version,
  );
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function install() {
  // Through a link, npm would empty the folder that others work with.
  if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) {
    fail(
      "node_modules is a link to packages that do not match package-lock.json. Install them where it leads to, or delete the link.",
    );
  }
  console.error("Installing packages (once; about a minute) …");
  // A new project has no lock file yet.
  const command = existsSync(join(root, "package-lock.json")) ? "ci" : "install";
  const result = spawnSync("npm", [command, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: isWindows,
  });
  if (result.status !== 0) fail(`npm ${command} failed; its message is above. Is the npm registry reachable?`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
