import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FaultRecord } from "../../../emulator/chaos/faults.ts";
import { isAllowed, limitsText } from "../../../emulator/chaos/limits.ts";
import type { Part } from "../../../emulator/chaos/rates.ts";
import type { SeedPlan } from "../../../scripts/chaos/seed-plan.ts";
import type { SeedResult } from "../../../scripts/chaos/seed-result.ts";
import { shrink } from "../../../scripts/chaos/shrink.ts";
import { smallerPlans } from "../../../scripts/chaos/smaller-plans.ts";

const plan: SeedPlan = {
  seed: 7,
  rate: "usual",
  accounts: 8,
  transfers: 40,
  payments: 4,
  patience: 60,
  hosts: 2,
  killAt: [5, 30, 90],
};

/** What happens in a plan that has no limits: so many of each kind, numbered from 1. */
const all: readonly (readonly [Part, string, number])[] = [
  ["cosmos", "slow", 30],
  ["cosmos", "throttled", 16],
  ["trigger", "batch-twice", 8],
  ["worker", "killed", 1],
];

function happenedIn({ only }: SeedPlan): FaultRecord[] {
  return all.flatMap(([part, kind, count]) =>
    Array.from({ length: count }, (_, index) => ({ part, kind, number: index + 1 }))
      .filter(({ number }) => isAllowed(only, part, kind, number))
      .map((fault) => ({ ...fault, life: 1, size: 0, what: "x", at: "2026-01-01T00:00:00.000Z" })),
  );
}

/** A system that is broken when `fails` says so. */
function systemThat(fails: (plan: SeedPlan, faults: readonly FaultRecord[]) => boolean) {
  const played = new Map<SeedResult, SeedPlan>();
  const play = async (each: SeedPlan): Promise<SeedResult> => {
    const verdict = fails(each, happenedIn(each)) ? "broken" : "held";
    const result = { seed: 7, verdict, findings: [], kills: 0, faults: {}, seconds: 1, repeat: "" } as const;
    played.set(result, each);
    return result;
  };
  const faultsOf = (result: SeedResult) => happenedIn(played.get(result) ?? plan);
  return { play, faultsOf, count: () => played.size };
}

const has = (faults: readonly FaultRecord[], kind: string, number: number) =>
  faults.some((fault) => fault.kind === kind && fault.number === number);

describe("shrinking a plan that failed", () => {
  it("leaves what it takes to fail: two faults, one kill and the transfers that are needed", async () => {
    const system = systemThat(
      ({ killAt, transfers }, faults) =>
        killAt.includes(30) && transfers >= 9 && has(faults, "throttled", 11) && has(faults, "batch-twice", 2),
    );
    const first = await system.play(plan);
    assert.equal(first.verdict, "broken");
    const shrunk = await shrink(plan, first, { ...system, jobs: 2, isOver: () => false });
    assert.deepEqual(
      { ...shrunk.plan, only: limitsText(shrunk.plan.only ?? []) },
      {
        ...plan,
        patience: 20,
        hosts: 1,
        payments: 0,
        transfers: 10,
        killAt: [30],
        only: "cosmos/throttled:11-11,trigger/batch-twice:2-2",
      },
    );
    assert.deepEqual([shrunk.failed, shrunk.played], [3, 3]);
    assert.match(shrunk.repeat, /--seeds 1 --first 7 .*--kill-at 30 .*--only cosmos\/throttled:11-11,trigger/);
    assert.ok(shrunk.tried < 100, String(shrunk.tried));
  });

  it("says how sure it is of a failure that does not come each time", async () => {
    let plays = 0;
    const system = systemThat(() => plays++ === 0);
    const first = await system.play(plan);
    const shrunk = await shrink(plan, first, { ...system, jobs: 2, isOver: () => false });
    assert.deepEqual([shrunk.failed, shrunk.played], [0, 3]);
    assert.deepEqual(shrunk.plan, { ...plan, patience: 20 });
  });

  it("ends when the time is over, with the smallest so far", async () => {
    const system = systemThat(() => true);
    const first = await system.play(plan);
    const shrunk = await shrink(plan, first, { ...system, jobs: 1, isOver: () => system.count() > 2 });
    assert.deepEqual([shrunk.tried, shrunk.failed, shrunk.played], [2, 1, 1]);
    assert.deepEqual(shrunk.plan.only, []);
    assert.deepEqual(shrunk.plan.killAt, []);
  });

  it("tries nothing that is not smaller", () => {
    const least: SeedPlan = { ...plan, only: [], killAt: [], hosts: 1, transfers: 0, payments: 0 };
    assert.deepEqual([...smallerPlans(least, [])], []);
  });
});
