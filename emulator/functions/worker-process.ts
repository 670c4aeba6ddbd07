import { type ChildProcess, fork } from "node:child_process";
import type { Clock } from "../../platform/clock/clock.ts";
import type {
  FromWorker,
  FunctionMetadata,
  InvocationError,
  InvocationRequest,
  InvocationResponse,
  ToWorker,
  WorkerLog,
} from "./rpc/protocol.ts";

/** How one invocation ended. */
export type Outcome =
  | { readonly kind: "succeeded"; readonly response: InvocationResponse }
  | { readonly kind: "failed"; readonly error: InvocationError }
  /** The worker died, was killed for a timeout, or the host stops: nobody knows how far the function came. */
  | {
      readonly kind: "lost";
      readonly reason: string /** It was this function's own time that was up. */;
      readonly timedOut?: true;
    };

/** What an app announced when it was loaded. */
export interface LoadedApp {
  readonly functions: readonly FunctionMetadata[];
  readonly capabilities: Readonly<Record<string, string>>;
}

/** What a worker process is started with. */
export interface WorkerOptions {
  readonly appDir: string;
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  /** Arguments of Node, such as a debugger's. */
  readonly execArgv?: readonly string[];
  readonly clock: Clock;
  /** Longest time that a function may run, ms; undefined: no limit. */
  readonly timeout: number | undefined;
  readonly onLog: (line: WorkerLog) => void;
  /** Lines that came through the process's own pipes: fatal errors of Node itself. */
  readonly onRawOutput: (line: string) => void;
  readonly onExit: (how: string) => void;
}

/** The version that the host reports to the app: that of the host whose behaviour it follows. */
export const hostVersion = "4.1040.100.0";

/** One process that runs the app. Ends for good when it crashes; the supervisor then makes another. */
export class WorkerProcess {
  readonly #options: WorkerOptions;
  readonly #child: ChildProcess;
  readonly #running = new Map<string, (outcome: Outcome) => void>();
  readonly #exited: Promise<void>;
  #gone = false;
  #timedOut = "";
  #timedOutId = "";

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#child = fork(new URL("./worker/main.ts", import.meta.url), [], {
      cwd: options.appDir,
      env: { ...options.env },
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Flags of this process (a test runner's, a debugger's) are not the app's.
      execArgv: [...(options.execArgv ?? [])],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.split("\n")) if (line.trim() !== "") options.onRawOutput(line);
      });
    }
    this.#exited = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        this.#end(this.#timedOut || (signal === null ? `it ended with code ${code}` : `it was killed by ${signal}`));
        resolve();
      });
      this.#child.once("error", (error) => {
        this.#end(error.message);
        resolve();
      });
    });
  }

  /** The process id. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** How many functions run in it. */
  get inFlight(): number {
    return this.#running.size;
  }

  /**
   * Loads the app.
   * @throws with the app's own error when it cannot be loaded
   */
  load(): Promise<LoadedApp> {
    return new Promise((resolve, reject) => {
      this.#child.on("message", (message: FromWorker) => {
        if (message.type === "log") this.#options.onLog(message);
        else if (message.type === "done") this.#settle(message.invocationId, { kind: "succeeded", ...message });
        else if (message.type === "error") this.#settle(message.invocationId, { kind: "failed", ...message });
        else if (message.type === "started") resolve(message);
        else reject(new Error(message.message));
      });
      void this.#exited.then(() => reject(new Error("The worker process ended while it loaded the app.")));
      this.#send({ type: "start", appDir: this.#options.appDir, hostVersion });
    });
  }

  /** Runs a function. Never throws. */
  invoke(request: InvocationRequest): Promise<Outcome> {
    if (this.#gone) return Promise.resolve({ kind: "lost", reason: "the worker process has ended" });
    return new Promise((resolve) => {
      const { timeout, clock } = this.#options;
      const limit = timeout === undefined ? undefined : clock.schedule(timeout, () => this.#tooLong(request, timeout));
      this.#running.set(request.invocationId, (outcome) => {
        limit?.cancel();
        resolve(outcome);
      });
      this.#send({ type: "invoke", request });
    });
  }

  /** Tells a streaming function that its request may never come. */
  abandon(invocationId: string): void {
    if (this.#running.has(invocationId)) this.#send({ type: "abandon", invocationId });
  }

  /** Lets the app's appTerminate hooks run, then ends the process; kills it when that takes longer than `grace` ms. */
  async terminate(grace: number): Promise<void> {
    if (this.#gone) return;
    this.#send({ type: "terminate" });
    const late = setTimeout(() => this.kill(), grace);
    await this.#exited;
    clearTimeout(late);
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  #tooLong(request: InvocationRequest, timeout: number): void {
    this.#timedOut = `Timeout value of ${timeout / 1000} s exceeded by function '${request.functionId}' (Id: '${request.invocationId}')`;
    this.#timedOutId = request.invocationId;
    this.kill();
  }

  #settle(invocationId: string, outcome: Outcome): void {
    const resolve = this.#running.get(invocationId);
    this.#running.delete(invocationId);
    resolve?.(outcome);
  }

  #send(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #end(how: string): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const id of [...this.#running.keys()]) {
      this.#settle(id, { kind: "lost", reason: how, ...(id === this.#timedOutId && { timedOut: true }) });
    }
    this.#options.onExit(how);
  }
}
