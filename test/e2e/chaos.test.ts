import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { describe, it } from "node:test";
import { decide } from "../../emulator/chaos/plan.ts";
import type { ChaosSummary } from "../../scripts/chaos/report.ts";
import { runProgram } from "./support/commands.ts";

const chaos = (line: string) => runProgram("scripts/chaos.ts", line.split(" "));

/** Small, and nothing is looked for afterwards. */
const small = "--seeds 1 --transfers 2 --payments 0 --shrink 0";

describe("npm run chaos", { concurrency: true }, () => {
  it("plays a seed through faults and kill -9, finds that all invariants hold, and counts faults by kind", async () => {
    const { code, stdout, stderr } = await chaos(
      `${small} --first 3 --kills 1 --hosts 1 --rate heavy --only cosmos,trigger --json`,
    );
    assert.equal(code, 0, stdout + stderr);
    const { ok, left, kills, faults, seeds } = JSON.parse(stdout) as ChaosSummary;
    assert.deepEqual([ok, left, seeds.length], [true, 0, 1]);
    assert.ok(kills >= 1);
    assert.deepEqual(
      seeds.map(({ seed, verdict, findings }) => ({ seed, verdict, findings })),
      [{ seed: 3, verdict: "held", findings: [] }],
    );
    assert.deepEqual(seeds[0]?.faults, faults);
    assert.ok((faults["cosmos/throttled"] ?? 0) > 0 && (faults["cosmos/slow"] ?? 0) > 0, JSON.stringify(faults));
    assert.deepEqual(
      Object.keys(faults).filter((kind) => !/^(cosmos|trigger)\//.test(kind)),
      [],
    );
  });

  it("finds out a broken promise, a checkpoint before the batch is handled, and prints the seed", async () => {
    // A seed with several deaths of the app's process while the first commands are handled: each cuts short what is under way.
    const seed = 5334;
    const [from, to] = [80, 300];
    const plan = { seed: String(seed), rate: "heavy", life: 1 } as const;
    const deaths = Array.from({ length: to - from + 1 }, (_, index) => decide(plan, "worker", from + index));
    assert.ok(deaths.filter((fault) => fault !== undefined).length >= 4);
    const { code, stdout, stderr } = await chaos(
      `${small} --first ${seed} --rate heavy --only worker:${from}-${to} --kills 0 --hosts 1 --stall 20 --break checkpoint-first`,
    );
    const folder = /data and faults: (\S+)/.exec(stdout)?.[1];
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    assert.equal(code, 1, stdout + stderr);
    assert.match(stdout, /^1\/1 seed 5334: broken/m);
    assert.match(stdout, /every command has exactly one outcome: .* has no outcome/);
    assert.match(stdout, /again: npm run chaos -- --seeds 1 --first 5334 .*--break checkpoint-first$/m);
    assert.match(stdout, /Look at seed 5334\.$/m);
  });
});
