import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ChaosOptions } from "./options.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A system with faults, in a process group of its own. */
export interface FaultySystem {
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

/**
 * Starts a system on `folder`; resolves when health answers 200.
 * @throws Error with its last words when it cannot start
 */
export async function startFaulty(
  folder: string,
  port: number,
  seed: number,
  { rate, break: broken }: Pick<ChaosOptions, "rate" | "break">,
): Promise<FaultySystem> {
  const args = [
    ...["emulator/start.ts", "--json", "--no-generate", "--no-approvals", "--data", folder, "--port", String(port)],
    ...["--cosmos-port", "0", "--eventgrid-port", "0", "--blob-port", "0"],
    ...["--chaos", String(seed), "--chaos-rate", rate, ...(broken === undefined ? [] : ["--chaos-break", broken])],
  ];
  const child = spawn(process.execPath, args, { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  let asked = false;
  const hear = (text: string) => {
    words = (words + text).slice(-lastWords);
  };
  child.stderr.setEncoding("utf8").on("data", hear);
  const gone = once(child, "exit");
  const { promise: ready, resolve, reject } = Promise.withResolvers<{ readonly api: string }>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    hear(`${line}\n`);
    const message = JSON.parse(line) as { ready?: boolean; api: string };
    if (message.ready === true) resolve(message);
  });
  child.once("exit", (code, signal) =>
    reject(new Error(`The system ended (${signal ?? code}) at its start:\n${words}`)),
  );
  const { api } = await ready;
  return {
    api,
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
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await gone;
    },
  };
}

/** A port that nobody has, so that a system can come back under the same address. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
