import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DurableEngine, startDurable } from "../../emulator/durable/engine.ts";
import type { Invoke } from "../../emulator/durable/protocol/port.ts";
import { silentLog } from "../../emulator/service.ts";
import { systemClock } from "../../platform/clock/clock.ts";
import { invokeSdk, registeredFunctions } from "../../test/emulator/durable/support/sdk.ts";

/** Where an engine keeps its task hub. */
export type Place = "memory" | "file";

/** An engine under measurement. */
export interface Measured {
  readonly engine: DurableEngine;
  /** Time spent in the durable library and the functions so far, ms. */
  readonly inLibrary: () => number;
  /** Calls of orchestrators so far: turns. */
  readonly turns: () => number;
  stop(): Promise<void>;
}

/** Starts an engine over the real durable library, both in this process. */
export async function startMeasured(place: Place): Promise<Measured> {
  const dataDir = place === "memory" ? undefined : mkdtempSync(join(tmpdir(), "eventwright-bench-"));
  const functions = registeredFunctions();
  const orchestrators = new Set(functions.orchestrators);
  let spent = 0;
  let turns = 0;
  const invoke: Invoke = async (name, call) => {
    if (orchestrators.has(name)) turns++;
    const from = performance.now();
    try {
      return await invokeSdk(name, call);
    } finally {
      spent += performance.now() - from;
    }
  };
  const engine = await startDurable({
    dataDir,
    clock: systemClock,
    log: silentLog,
    invoke,
    functions,
    taskHub: "bench",
    random: Math.random,
  });
  return {
    engine,
    inLibrary: () => spent,
    turns: () => turns,
    async stop() {
      await engine.stop();
      if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
