import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isAllowed, limitsText, parseLimits } from "../../../emulator/chaos/limits.ts";
import { decide } from "../../../emulator/chaos/plan.ts";

describe("limits of faults", () => {
  it("are read and written the same way", () => {
    for (const text of ["none", "trigger", "cosmos/slow", "cosmos/slow:3-9,worker:1-1"]) {
      assert.equal(limitsText(parseLimits(text)), text);
    }
    assert.equal(limitsText(parseLimits("cosmos.throttled, turn:4")), "cosmos/throttled,turn:4-4");
  });

  it("say which word is wrong, and what there is", () => {
    assert.throws(() => parseLimits("trigger,kosmos"), /"kosmos" names no part.*cosmos, eventgrid/);
    assert.throws(() => parseLimits("cosmos/sluggish"), /"cosmos\/sluggish": the kinds of cosmos are throttled/);
    for (const text of ["", "cosmos:a-b", "toString", "cosmos/slow/3"])
      assert.throws(() => parseLimits(text), RangeError);
  });

  it("leave in what they name", () => {
    const limits = parseLimits("trigger,cosmos/slow:3-9");
    assert.equal(isAllowed(undefined, "worker", "killed", 1), true);
    assert.equal(isAllowed(limits, "worker", "killed", 1), false);
    assert.equal(isAllowed(limits, "trigger", "batch-twice", 500), true);
    assert.deepEqual(
      [2, 3, 9, 10].map((number) => isAllowed(limits, "cosmos", "slow", number)),
      [false, true, true, false],
    );
    assert.equal(isAllowed(limits, "cosmos", "throttled", 5), false);
  });

  it("change nothing about the faults that are left", () => {
    const plan = { seed: "42", rate: "heavy", life: 1 } as const;
    const numbers = Array.from({ length: 2_000 }, (_, index) => index + 1);
    const slow = numbers.map((number) => decide(plan, "cosmos", number)).filter((fault) => fault?.kind === "slow");
    const limited = { ...plan, only: parseLimits("cosmos/slow:200-1000") };
    assert.deepEqual(
      numbers.map((number) => decide(limited, "cosmos", number)).filter((fault) => fault !== undefined),
      slow.filter((fault) => fault !== undefined && fault.number >= 200 && fault.number <= 1_000),
    );
  });
});
