import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CommanderError } from "commander";
import { parseChaosOptions, usual } from "../../../scripts/chaos/options.ts";
import { commandLine, planOf, stepsOf } from "../../../scripts/chaos/seed-plan.ts";

/** Reads a command line as people write it. */
function read(line: string) {
  return parseChaosOptions(line.split(" ").filter((word) => word !== ""));
}

describe("the command line of npm run chaos", () => {
  it("is written so that it reads back to the same plan", () => {
    for (const line of [
      "--first 7",
      "--first 7 --kills 5",
      "--first 7 --kills 0 --only none",
      "--first 9 --hosts 1",
      "--first 9 --hosts 2",
      "--first 9 --rate heavy --accounts 12 --transfers 40 --payments 0 --patience 20 --stall 9",
      "--first 9 --kill-at 3,90 --only trigger,cosmos/slow:4-9 --break checkpoint-first",
    ]) {
      const { first, ...options } = read(line);
      const plan = planOf(first, { ...options, first });
      const written = commandLine(plan);
      assert.ok(written.startsWith(`npm run chaos -- --seeds 1 --first ${first}`), written);
      const again = read(written.replace("npm run chaos -- ", ""));
      assert.deepEqual(planOf(again.first, again), plan);
      assert.equal(again.seeds, 1);
    }
    assert.equal(commandLine(planOf(3, read(""))), "npm run chaos -- --seeds 1 --first 3");
  });

  it("lets the seed decide at which steps the tree is killed", () => {
    const options = read("--kills 3");
    const plan = planOf(11, options);
    const steps = stepsOf(plan);
    assert.equal(plan.killAt.length, 3);
    assert.deepEqual(planOf(11, options), plan);
    assert.notDeepEqual(planOf(12, options).killAt, plan.killAt);
    for (const step of plan.killAt) assert.ok(step >= 1 && step < steps);
    assert.deepEqual(planOf(11, read(`--kill-at ${plan.killAt.join()}`)), plan);
  });

  it("is refused with words that say what to write", (t) => {
    t.mock.method(process.stderr, "write", () => true);
    for (const [line, words] of [
      ["--only kosmos", /names no part/],
      ["--kill-at 3,", /such as 12,80/],
      ["--accounts 7", /from 8 to/],
      ["--jobs 0", /from 1 to/],
      ["--rate awful", /light, usual, heavy/],
    ] as const) {
      assert.throws(
        () => read(line),
        (error: Error) => error instanceof CommanderError && words.test(error.message),
      );
    }
    assert.equal(read("").accounts, usual.accounts);
  });
});
