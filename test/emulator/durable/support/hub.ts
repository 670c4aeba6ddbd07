/** A durable engine under test: the real library, a clock that stands still, a log that keeps everything. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DurableEngine, type DurableOptions, startDurable } from "../../../../emulator/durable/engine.ts";
import type { Instance } from "../../../../emulator/durable/store/rows.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";
import { invokeSdk, registeredFunctions } from "./sdk.ts";

/** One line that an engine logged. */
export interface Line {
  readonly level: string;
  readonly message: string;
}

/** A running engine and what a test asks of it. */
export class Hub {
  readonly engine: DurableEngine;
  readonly clock: FakeClock;
  readonly lines: Line[];

  constructor(engine: DurableEngine, clock: FakeClock, lines: Line[]) {
    this.engine = engine;
    this.clock = clock;
    this.lines = lines;
  }

  /** Starts an orchestration; input is a value. */
  async start(name: string, input?: unknown, id?: string): Promise<string> {
    const text = input === undefined ? undefined : JSON.stringify(input);
    return this.engine.management.start({ name, id, input: text });
  }

  /** Starts an orchestration, lets everything happen that needs no time, and gives the instance. */
  async run(name: string, input?: unknown, id?: string): Promise<Instance> {
    const instance = await this.start(name, input, id);
    await this.engine.idle();
    return this.instance(instance);
  }

  /** Runs until nothing is left to do, moving the clock from timer to timer. */
  async runThrough(name: string, input?: unknown, id?: string): Promise<Instance> {
    const { id: instance } = await this.run(name, input, id);
    await this.drain();
    return this.instance(instance);
  }

  /** Moves the clock from timer to timer until there is none. */
  async drain(): Promise<void> {
    await this.engine.idle();
    for (let next = this.engine.nextTimer; next !== undefined; next = this.engine.nextTimer) {
      await this.advance(Math.max(0, next - this.clock.now()));
    }
  }

  /** Moves the clock. */
  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.engine.idle();
  }

  async raise(id: string, name: string, value?: unknown): Promise<void> {
    await this.engine.management.raiseEvent(id, name, value === undefined ? null : JSON.stringify(value));
    await this.engine.idle();
  }

  instance(id: string): Instance {
    const found = this.engine.management.find(id);
    if (found === undefined) throw new Error(`There is no instance ${id}.`);
    return found;
  }

  /** Output of an instance as a value. */
  output(id: string): unknown {
    return JSON.parse(this.instance(id).output ?? "null");
  }

  /** Messages of warnings and errors. */
  get warnings(): string[] {
    return this.lines.filter(({ level }) => level === "warn" || level === "error").map(({ message }) => message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine.stop();
  }
}

/** Starts an engine with everything that has been registered so far. */
export async function startHub(options: Partial<DurableOptions> = {}): Promise<Hub> {
  const lines: Line[] = [];
  const clock = (options.clock as FakeClock | undefined) ?? new FakeClock();
  const engine = await startDurable({
    dataDir: undefined,
    log: (level, message) => lines.push({ level, message }),
    invoke: invokeSdk,
    functions: registeredFunctions(),
    taskHub: "test",
    random: Math.random,
    ...options,
    clock,
  });
  return new Hub(engine, clock, lines);
}

/** A folder that is gone when the block ends. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "eventwright-durable-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
