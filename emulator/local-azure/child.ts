import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Log } from "../service.ts";

/** A service that runs in a process of its own. */
export interface ChildService {
  readonly name: string;
  readonly url: string;
  /** The process id, for people who want to see or kill it. */
  readonly pid: number;
  /** Sends a message over the channel; lost when the child has ended. */
  tell(message: object): void;
  stop(): Promise<void>;
}

/** How long a child gets to finish what is in flight before it is killed. */
const graceMs = 5_000;

/**
 * Starts `file` as a child process with its options as JSON in `EVENTWRIGHT_OPTIONS` and waits for its `{ready: true, url}`.
 * The child goes away by itself when this process dies, because the channel between them closes.
 * @throws when the child cannot start; its own words are in the message
 */
export async function startChild(
  name: string,
  file: URL,
  options: unknown,
  on: { readonly log: Log; readonly exited: (name: string) => void },
): Promise<ChildService> {
  const child = fork(file, [], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Not as an argument: the options hold a key, and everybody can read the list of processes.
    env: { ...process.env, EVENTWRIGHT_OPTIONS: JSON.stringify(options) },
  });
  let words = "";
  let stopping = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-4_000);
      for (const line of text.split("\n")) if (line.trim() !== "") on.log("info", line, { service: name });
    });
  }
  const url = await ready(name, child, () => words);
  child.on("exit", () => {
    if (!stopping) on.exited(name);
  });
  return {
    name,
    url,
    pid: child.pid ?? 0,
    tell(message) {
      if (child.connected) child.send(message, () => {});
    },
    async stop() {
      if (stopping || child.exitCode !== null || child.signalCode !== null) return;
      stopping = true;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await gone;
      clearTimeout(late);
    },
  };
}

function ready(name: string, child: ChildProcess, words: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${name} did not start: ${why}\n${words()}`.trim()));
    const onExit = (code: number | null) => failed(`it ended with code ${code}.`);
    child.once("exit", onExit);
    child.once("error", (error) => failed(error.message));
    child.on("message", (message: { ready?: boolean; url?: string }) => {
      if (message.ready !== true || message.url === undefined) return;
      child.off("exit", onExit);
      resolve(message.url);
    });
  });
}
