import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { limitsText } from "../../emulator/chaos/limits.ts";
import type { SeedPlan } from "./seed-plan.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A system with faults, in a process group of its own. */
export interface FaultySystem {
  /** Resolves when health answers 200; rejects, with its last words, when it ends before. */
  readonly ready: Promise<unknown>;
  /** Where it is, or will be. */
  readonly api: string;
  /** Why it ended by itself; undefined while it runs or when it was ended from here. */
  ended(): string | undefined;
  /** Ends it as Ctrl+C would. */
  stop(): Promise<void>;
  /** Ends every process of the tree at once, as a power cut would. */
  kill(): Promise<void>;
}

/** The last words that are kept of a system, characters. */
const lastWords = 20_000;

/** Process groups that are under way. They are not this process's, so they would outlive it. */
const groups = new Set<number>();
process.on("exit", () => {
  for (const group of groups) killGroup(group);
});

/** Starts a system on `folder`. */
export function startFaulty(folder: string, port: number, plan: SeedPlan): FaultySystem {
  const { seed, rate, hosts, only, break: broken } = plan;
  const args = [
    ...[
      "emulator/start.ts",
      "--json",
      "--no-generate",
      "--no-approvals",
      "--no-dashboard",
      "--data",
      folder,
      "--port",
      String(port),
    ],
    ...["--cosmos-port", "0", "--eventgrid-port", "0", "--blob-port", "0"],
    ...["--chaos", String(seed), "--chaos-rate", rate, "--hosts", String(hosts)],
    ...(only === undefined ? [] : ["--chaos-only", limitsText(only)]),
    ...(broken === undefined ? [] : ["--chaos-break", broken]),
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    // Most of what a start takes is compiling, which is the same each time.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), "eventwright-compiled"), ...process.env },
  });
  const group = child.pid;
  if (group !== undefined) groups.add(group);
  let words = "";
  let asked = false;
  const hear = (text: string) => {
    words = (words + text).slice(-lastWords);
  };
  child.stderr.setEncoding("utf8").on("data", hear);
  const gone = once(child, "exit").finally(() => group !== undefined && groups.delete(group));
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  // Whoever kills it while it starts does not wait for it.
  ready.catch(() => {});
  createInterface({ input: child.stdout }).on("line", (line) => {
    hear(`${line}\n`);
    const message = JSON.parse(line) as { ready?: boolean };
    if (message.ready === true) resolve();
  });
  child.once("exit", (code, signal) =>
    reject(new Error(`The system ended (${signal ?? code}) at its start:\n${words}`)),
  );
  return {
    ready,
    api: `http://127.0.0.1:${port}`,
    ended: () =>
      asked || (child.exitCode === null && child.signalCode === null)
        ? undefined
        : `The system ended by itself (${child.signalCode ?? child.exitCode}):\n${words}`,
    async stop() {
      asked = true;
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await gone;
    },
    async kill() {
      asked = true;
      if (group !== undefined && child.exitCode === null) killGroup(group);
      await gone;
    },
  };
}

function killGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
