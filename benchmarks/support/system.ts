import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A server under measurement in a process tree of its own, over a temporary folder. */
export interface System {
  /** Base address of the HTTP API, without `/api`. */
  readonly api: string;
  /** Address of the local Cosmos DB; undefined for a server that has none. */
  readonly cosmos: string | undefined;
  /** The folder that it keeps its data in. */
  readonly dataDir: string;
  /** Process id of the tree's root. */
  readonly pid: number;
  /** When it was spawned, on `performance.now()`'s scale. */
  readonly spawned: number;
  stop(): Promise<void>;
}

interface Ready {
  readonly ready: true;
  readonly api: string;
  readonly cosmos?: string;
}

/** Starts the local Azure with the repository's app on it, as `npm start` would, over an empty folder. */
export function startLocalAzure(nodeOptions = "", env: Readonly<Record<string, string>> = {}): Promise<System> {
  const any = ["--port", "0", "--cosmos-port", "0", "--eventgrid-port", "0", "--blob-port", "0"];
  return start(
    ["emulator/start.ts", "--json", "--no-generate", "--no-approvals", "--no-dashboard", ...any, "--data"],
    nodeOptions,
    env,
  );
}

/** Starts the ceiling: the same work in one process over one SQLite file. */
export function startCeiling(): Promise<System> {
  return start(["benchmarks/ceiling/server.ts"], "");
}

async function start(
  args: readonly string[],
  nodeOptions: string,
  env: Readonly<Record<string, string>> = {},
): Promise<System> {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-bench-"));
  const spawned = performance.now();
  const child = spawn(process.execPath, [...args, dataDir], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env, NODE_OPTIONS: nodeOptions },
  });
  const gone = once(child, "exit");
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await gone;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The server ended with code ${code}.`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const value = JSON.parse(line) as Ready | { readonly ready?: undefined; readonly message?: string };
      if (value.ready === true) resolve(value);
      else process.stderr.write(`${line}\n`);
    });
  });
  return { api: ready.api, cosmos: ready.cosmos, dataDir, pid: child.pid ?? 0, spawned, stop };
}
