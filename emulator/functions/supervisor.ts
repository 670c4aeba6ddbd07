import type { ScheduledTask } from "../../platform/clock/clock.ts";
import type { InvocationRequest } from "./rpc/protocol.ts";
import { type LoadedApp, type Outcome, type WorkerOptions, WorkerProcess } from "./worker-process.ts";

/** Runs functions; what triggers and HTTP see of the worker. */
export interface Invoker {
  /** Runs a function once. Never throws; "lost" at once while there is no worker. */
  invoke(request: InvocationRequest): Promise<Outcome>;
  /** Tells a streaming function that its request may never come, because the client has left. */
  abandon(invocationId: string): void;
  /** Resolves when there is a worker, or the host stops. */
  ready(): Promise<void>;
}

/** What the supervisor tells. */
export interface SupervisorEvents {
  /** A worker ended that should not have. */
  readonly onCrash: (how: string, restartIn: number) => void;
  /** A worker loaded the app, again or for the first time. */
  readonly onLoaded: (app: LoadedApp) => void;
  /** A worker that was to replace a dead one could not load the app. */
  readonly onLoadFailed: (error: Error) => void;
}

/** Waits before the restart of a worker that crashed: at once, then ever longer, forgotten after a quiet minute. */
const restartDelays = [0, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
const quietMs = 60_000;

/** Keeps one worker process running. */
export class Supervisor implements Invoker {
  readonly #options: Omit<WorkerOptions, "onExit">;
  readonly #events: SupervisorEvents;
  #worker: WorkerProcess | undefined;
  #loading: WorkerProcess | undefined;
  #crashes = 0;
  #lastCrash = 0;
  #stopping = false;
  #restart: ScheduledTask | undefined;
  #waiting: (() => void)[] = [];

  constructor(options: Omit<WorkerOptions, "onExit">, events: SupervisorEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Process id of the worker; 0 while there is none. */
  get pid(): number {
    return this.#worker?.pid ?? 0;
  }

  /**
   * Starts the first worker.
   * @throws when the app cannot be loaded
   */
  start(): Promise<LoadedApp> {
    return this.#launch();
  }

  invoke(request: InvocationRequest): Promise<Outcome> {
    if (this.#worker === undefined) {
      return Promise.resolve({ kind: "lost", reason: "the worker process is being restarted" });
    }
    return this.#worker.invoke(request);
  }

  abandon(invocationId: string): void {
    this.#worker?.abandon(invocationId);
  }

  async ready(): Promise<void> {
    if (this.#worker !== undefined || this.#stopping) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Ends the worker after its appTerminate hooks; the caller has let running functions finish. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true;
    this.#restart?.cancel();
    this.#release();
    this.#loading?.kill();
    await this.#worker?.terminate(grace);
    this.#worker = undefined;
  }

  async #launch(): Promise<LoadedApp> {
    let loaded = false;
    const worker = new WorkerProcess({
      ...this.#options,
      onExit: (how) => {
        if (loaded && !this.#stopping) this.#crashed(how);
      },
    });
    this.#loading = worker;
    try {
      const app = await worker.load();
      if (this.#stopping) throw new Error("The host stops.");
      loaded = true;
      this.#worker = worker;
      this.#events.onLoaded(app);
      this.#release();
      return app;
    } catch (error) {
      worker.kill();
      throw error;
    } finally {
      this.#loading = undefined;
    }
  }

  #crashed(how: string): void {
    this.#worker = undefined;
    const { clock } = this.#options;
    if (clock.now() - this.#lastCrash > quietMs) this.#crashes = 0;
    this.#lastCrash = clock.now();
    const delay = restartDelays[Math.min(this.#crashes++, restartDelays.length - 1)] ?? 0;
    this.#events.onCrash(how, delay);
    this.#restart = clock.schedule(delay, () => {
      this.#launch().catch((error: Error) => {
        if (this.#stopping) return;
        this.#events.onLoadFailed(error);
        this.#crashed("the app could not be loaded");
      });
    });
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
