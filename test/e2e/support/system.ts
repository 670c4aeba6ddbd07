import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A whole running system, as `npm start` brings it up, on free ports over a folder of its own. */
export interface System {
  readonly api: string;
  readonly cosmos: string;
  readonly eventgrid: string;
  readonly topic: string;
  /** The approvals web application. */
  readonly approvals: string;
  /** The dashboard, when an option asked for it. */
  readonly dashboard: string;
  /** Application Insights, when an option asked for it. */
  readonly insights: string;
  readonly dataDir: string;
  /** Ends it as Ctrl+C would. */
  stop(): Promise<void>;
  /** Ends every process of the tree at once, as a power cut would. */
  kill(): Promise<void>;
  /** What it has written so far. */
  output(): string;
  /** A sentence when it has ended on its own; undefined while it runs. */
  ended(): string | undefined;
}

/** A temporary data folder, removed by `remove`. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "eventwright-e2e-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * Starts the system; resolves when health answers 200. `port` 0 takes any free one; `env` is added to what this process has,
 * `options` to the command line; `project` is the folder whose app runs: this repository's own, or a copy of it.
 */
export async function startSystem(
  dataDir: string,
  port = 0,
  env: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
  project: string = root,
): Promise<System> {
  const args = ["emulator/start.ts", "--json", "--no-generate", "--data", dataDir, "--port", String(port)];
  const ports = ["--cosmos-port", "0", "--eventgrid-port", "0", "--blob-port", "0"];
  // Most tests do without the dashboard, and without the telemetry that goes there.
  const lean = options.some((option) => option.startsWith("--dashboard")) ? [] : ["--no-dashboard"];
  // A process group of its own, so that the whole tree can be killed at once.
  const child = spawn(process.execPath, [...args, ...ports, ...lean, ...options], {
    cwd: project,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const ready = await firstReady(
    child,
    (line) => {
      output += `${line}\n`;
    },
    () => output,
  );
  const gone = once(child, "exit");
  return {
    ...ready,
    dataDir,
    output: () => output,
    ended: () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : `The system has ended with ${child.signalCode ?? `code ${child.exitCode}`}.`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await gone;
    },
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await gone;
    },
  };
}

type Ready = Pick<System, "api" | "cosmos" | "eventgrid" | "topic" | "approvals" | "dashboard" | "insights">;

function firstReady(child: ChildProcess, onLine: (line: string) => void, output: () => string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The system ended with code ${code}:\n${output()}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      onLine(line);
      const value = JSON.parse(line) as Partial<Ready> & { ready?: boolean };
      if (value.ready === true) resolve(value as Ready);
    });
  });
}

/** The keys of a system's data folder. */
export function keysOf(dataDir: string): {
  readonly cosmos: string;
  readonly eventgrid: string;
  readonly functions: { readonly master: string; readonly host: string; readonly eventgrid: string };
  readonly insights: string;
} {
  return JSON.parse(readFileSync(join(dataDir, "keys.json"), "utf8"));
}
