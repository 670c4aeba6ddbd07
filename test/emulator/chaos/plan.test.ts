import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ChaosPlan, decide } from "../../../emulator/chaos/plan.ts";
import { type Kinds, type Part, rateNames, rates } from "../../../emulator/chaos/rates.ts";

const plan: ChaosPlan = { seed: "42", rate: "usual", life: 1 };
const things = 20_000;
const parts = Object.keys(rates.usual) as Part[];

function all<P extends Part>(of: ChaosPlan, part: P) {
  return Array.from({ length: things }, (_, index) => decide(of, part, index + 1)).filter(
    (fault) => fault !== undefined,
  );
}

describe("the plan of faults", () => {
  it("decides the same for the same seed, life, part and number, in any order", () => {
    const forwards = Array.from({ length: 500 }, (_, index) => decide(plan, "cosmos", index + 1));
    const backwards = Array.from({ length: 500 }, (_, index) => decide(plan, "cosmos", 500 - index)).reverse();
    assert.deepEqual(forwards, backwards);
    assert.ok(forwards.some((fault) => fault !== undefined));
  });

  it("decides something else for another seed, another life and another part", () => {
    const numbers = (of: ChaosPlan, part: Part) => all(of, part).map(({ number }) => number);
    const here = numbers(plan, "activity");
    assert.notDeepEqual(numbers({ ...plan, seed: "43" }, "activity"), here);
    assert.notDeepEqual(numbers({ ...plan, life: 2 }, "activity"), here);
    assert.notDeepEqual(numbers(plan, "message"), here);
  });

  it("keeps to the shares of each profile", () => {
    for (const rate of rateNames) {
      for (const part of parts) {
        const found = all({ ...plan, rate }, part);
        for (const [kind, share] of Object.entries(rates[rate][part]) as [Kinds[Part], number][]) {
          const count = found.filter((fault) => fault.kind === kind).length;
          // Four standard deviations, and then some for the rarest.
          const margin = 4 * Math.sqrt(things * share) + 3;
          assert.ok(Math.abs(count - things * share) <= margin, `${rate} ${part}/${kind}: ${count} of ${things}`);
        }
      }
    }
  });

  it("gives each fault a size from 0 up to 1", () => {
    const sizes = all(plan, "cosmos").map(({ size }) => size);
    assert.ok(sizes.every((size) => size >= 0 && size < 1));
    assert.ok(Math.min(...sizes) < 0.1 && Math.max(...sizes) > 0.9);
  });
});
