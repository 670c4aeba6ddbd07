/** Random orchestrations, each run in several ways; what they log must be the same. */
import assert from "node:assert/strict";
import test from "node:test";
import { seeded } from "../../../benchmarks/support/statistics.ts";
import type { DurableOptions } from "../../../emulator/durable/engine.ts";
import type { Invoke } from "../../../emulator/durable/protocol/port.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { type Hub, startHub, temporaryFolder } from "./support/hub.ts";
import { forgetStumbles, makeProgram, registerPrograms, type Step } from "./support/program.ts";
import { invokeSdk } from "./support/sdk.ts";

registerPrograms();
const programs = 16;

/** Loses one call in ten, as a worker that dies does. */
function losing(random: () => number): Invoke {
  return async (name, call) => {
    return random() < 0.1 ? { kind: "lost", reason: "by chance" } : invokeSdk(name, call);
  };
}

async function outcome(options: Partial<DurableOptions>, program: readonly Step[]): Promise<unknown> {
  forgetStumbles();
  await using hub = await startHub({ ready: async () => {}, ...options });
  const { id } = await hub.runThrough("program", program, "subject");
  return read(hub, id);
}

function read(hub: Hub, id: string): unknown {
  const { status } = hub.instance(id);
  return { status, log: hub.output(id), warnings: hub.warnings };
}

/** Stops the engine and starts another over the same folder, in the middle of what it does and after it, again and again. */
async function interrupted(program: readonly Step[], batchSize: number): Promise<unknown> {
  forgetStumbles();
  using folder = temporaryFolder();
  const clock = new FakeClock();
  const warnings: string[] = [];
  for (let round = 0; ; round++) {
    await using hub = await startHub({ dataDir: folder.path, clock, batchSize });
    if (round === 0) await hub.start("program", program, "subject");
    for (let turns = 0; turns < round % 8; turns++) await new Promise((resolve) => setImmediate(resolve));
    if (round % 8 !== 7) continue;
    await hub.engine.idle();
    warnings.push(...hub.warnings);
    const next = hub.engine.nextTimer;
    if (hub.instance("subject").status === "Completed" && next === undefined) {
      return { status: "Completed", log: hub.output("subject"), warnings };
    }
    if (next !== undefined) await clock.advance(Math.max(0, next - clock.now()));
  }
}

for (let seed = 1; seed <= programs; seed++) {
  test(`program ${seed} logs the same however it is run`, async () => {
    const program = makeProgram(seeded(seed));
    const expected = await outcome({}, program);
    assert.equal((expected as { status: string }).status, "Completed", JSON.stringify(expected));
    assert.deepEqual((expected as { warnings: string[] }).warnings, []);
    const random = seeded(seed * 31);
    assert.deepEqual(await outcome({ batchSize: 1 }, program), expected);
    assert.deepEqual(await outcome({ batchSize: 2, shuffle: true, maxConcurrentActivities: 2 }, program), expected);
    assert.deepEqual(await outcome({ invoke: losing(random), shuffle: true }, program), expected);
    assert.deepEqual(await interrupted(program, seed % 2 === 0 ? 1 : 3), expected);
  });
}
