import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The command of the installed package, from a project's folder. */
export const bin = "node_modules/eventwright/dist/bin/eventwright.mjs";

/** Runs a program of Node to its end. */
export function runNode(args: readonly string[], cwd: string) {
  return spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
}

/** As `npm install` does, but from what is installed here already. */
export function installHere(folder: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "eventwright"), { recursive: true });
  const [archive = ""] = readdirSync(join(folder, "vendor"));
  const unpacked = spawnSync("tar", ["-xzf", join(folder, "vendor", archive), "--strip-components=1"], {
    cwd: join(modules, "eventwright"),
    encoding: "utf8",
  });
  assert.equal(unpacked.status, 0, unpacked.stderr);
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  const { dependencies } = JSON.parse(readFileSync(join(modules, "eventwright/package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) assert.ok(readdirSync(join(modules, name)).length > 0, name);
}

/** A project's `npm start`, up. */
export interface Started {
  /** What it printed until it was up. */
  readonly banner: string;
  /** The command lines that it says to try. */
  readonly curls: readonly string[];
}

/** Programs that have to end with a test. */
export class Running {
  readonly #children = new Set<ChildProcess>();

  add<T extends ChildProcess>(child: T): T {
    this.#children.add(child);
    return child;
  }

  /** Starts a project on free ports; resolves when it says that it is up. */
  async start(folder: string, options: readonly string[] = []): Promise<Started> {
    const ports = ["--port", "0", "--cosmos-port", "0", "--eventgrid-port", "0", "--blob-port", "0"];
    const child = this.add(
      spawn(process.execPath, [bin, "start", ...ports, ...options], {
        cwd: folder,
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.startsWith("Stop with")) break;
    }
    child.stdout.resume();
    const curls = lines.filter((line) => line.startsWith("  curl")).map((line) => line.trim());
    return { banner: lines.join("\n"), curls };
  }

  /** Ends them, and waits. Not killed: they have children of their own. */
  async end(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    this.#children.clear();
  }
}
