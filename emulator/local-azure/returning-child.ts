import type { Log } from "../service.ts";
import { type ChildService, startChild } from "./child.ts";

/** A child that can be broken on purpose. It comes back under the same address, as a service that fails over does. */
export interface ReturningChild extends ChildService {
  /** Kills it, as `kill -9` would, and starts it again; resolves when it is back, or does not come back. Nothing while it is away. */
  crash(): Promise<void>;
  /** Sends a message that is not said again when it comes back. */
  tellOnce(message: object): void;
  /** Stops it from running for so many ms, after which it goes on as if no time had passed. Nothing while it is away. */
  hold(time: number): void;
}

/** How a child is started. */
export interface ReturningStart {
  readonly name: string;
  readonly file: URL;
  /** What it is started with the `turn`th time, from 1; `port` is where it was before, undefined the first time. */
  readonly options: (turn: number, port: number | undefined) => unknown;
}

/** Tries to come back, and the pause between them, ms: its port may be somebody's for a moment. */
const tries = 20;
const pause = 250;

/**
 * Starts a child as `startChild` does. `exited` is told when it ends without having been broken from here, or does not come back.
 * @throws as `startChild`
 */
export async function startReturning(
  start: ReturningStart,
  on: { readonly log: Log; readonly exited: (name: string) => void },
): Promise<ReturningChild> {
  const child = new Returning(start, on);
  await child.begin();
  return child;
}

class Returning implements ReturningChild {
  readonly #start: ReturningStart;
  readonly #on: { readonly log: Log; readonly exited: (name: string) => void };
  #child: ChildService | undefined;
  #url = "";
  #turn = 0;
  #crashed = false;
  #stopping = false;
  #back: Promise<void> = Promise.resolve();
  #noticed: () => void = () => {};
  #held: NodeJS.Timeout | undefined;
  /** Said last: a child that comes back must know it too. */
  #word: object | undefined;

  constructor(start: ReturningStart, on: { readonly log: Log; readonly exited: (name: string) => void }) {
    this.#start = start;
    this.#on = on;
  }

  get name(): string {
    return this.#start.name;
  }

  get url(): string {
    return this.#url;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async begin(): Promise<void> {
    const { name, file, options } = this.#start;
    const port = this.#url === "" ? undefined : Number(new URL(this.#url).port);
    this.#child = await startChild(name, file, options(++this.#turn, port), {
      log: this.#on.log,
      exited: () => this.#ended(),
    });
    this.#url = this.#child.url;
    if (this.#word !== undefined) this.#child.tell(this.#word);
  }

  tell(message: object): void {
    this.#word = message;
    this.#child?.tell(message);
  }

  tellOnce(message: object): void {
    this.#child?.tell(message);
  }

  async crash(): Promise<void> {
    if (this.#child === undefined || this.#crashed || this.#stopping) return;
    this.#crashed = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#noticed = resolve;
    signal(this.#child.pid, "SIGKILL");
    await promise;
    await this.#back;
  }

  hold(time: number): void {
    const { pid } = this;
    if (pid === 0 || this.#held !== undefined || this.#stopping) return;
    signal(pid, "SIGSTOP");
    this.#held = setTimeout(() => this.#release(pid), time);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    // Who is held does not hear that it shall stop.
    this.#release(this.pid);
    await this.#back;
    await this.#child?.stop();
    this.#noticed();
  }

  #release(pid: number): void {
    if (this.#held === undefined) return;
    clearTimeout(this.#held);
    this.#held = undefined;
    if (pid !== 0) signal(pid, "SIGCONT");
  }

  #ended(): void {
    this.#child = undefined;
    clearTimeout(this.#held);
    this.#held = undefined;
    if (!this.#crashed) this.#on.exited(this.name);
    else if (!this.#stopping) this.#back = this.#comeBack();
    this.#noticed();
  }

  async #comeBack(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.begin();
        this.#crashed = false;
        return;
      } catch (error) {
        if (this.#stopping) return;
        this.#on.log("warn", `${this.name} does not come back: ${(error as Error).message}`);
        if (attempt === tries) return this.#on.exited(this.name);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It has ended by itself just now.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
