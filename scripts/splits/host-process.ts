import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Last words of a host that are kept, characters. */
const lastWords = 20_000;

/** How a host is started, each time in the same way. */
export interface HostPlace {
  readonly name: string;
  readonly port: number;
  /** File with its app settings. */
  readonly settings: string;
  /** Folder of its task hub. */
  readonly dataDir: string;
}

/** Process groups that are under way. They are not this process's, so they would outlive it. */
const groups = new Set<number>();
process.on("exit", () => {
  for (const group of groups) endGroup(group);
});

/** A Functions host as processes of its own, which can be killed and started again. */
export class HostProcess {
  readonly place: HostPlace;
  #child: ChildProcess | undefined;
  #isReady = false;
  #words = "";

  constructor(place: HostPlace) {
    this.place = place;
  }

  /** Where it listens on 127.0.0.1. */
  get port(): number {
    return this.place.port;
  }

  /** Whether it runs and has said that it listens. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** What it has said lately. */
  get words(): string {
    return this.#words;
  }

  /** Starts it. @throws Error with its last words when it ends before it listens */
  async start(): Promise<void> {
    const { name, port, settings, dataDir } = this.place;
    const places = ["--port", String(port), "--settings", settings, "--data", dataDir];
    // A group of its own, so that host and worker are killed together, as when a machine dies.
    const child = spawn(process.execPath, ["emulator/functions/main.ts", "--app", root, "--id", name, ...places], {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Most of what a start takes is compiling, which is the same each time.
      env: { NODE_COMPILE_CACHE: join(tmpdir(), "eventwright-compiled"), ...process.env },
    });
    this.#child = child;
    const group = child.pid;
    if (group !== undefined) groups.add(group);
    child.once("exit", () => {
      if (group !== undefined) groups.delete(group);
      if (this.#child === child) this.#isReady = false;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#words = (this.#words + text).slice(-lastWords);
      });
    }
    const ended = once(child, "exit").then(() => "ended" as const);
    const ready = once(child, "message").then(() => "ready" as const);
    if ((await Promise.race([ready, ended])) === "ended") {
      throw new Error(`The host ${name} ended at its start:\n${this.#words}`);
    }
    this.#isReady = true;
  }

  /** Ends host and worker at once. */
  async kill(): Promise<void> {
    this.#isReady = false;
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    endGroup(child.pid);
    await gone;
  }

  /** Ends it as Ctrl+C would. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }
}

function endGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
