import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exitCodeOf, seedLines, summarize, summaryLines } from "../../../scripts/chaos/report.ts";
import type { SeedResult } from "../../../scripts/chaos/seed-result.ts";

const held: SeedResult = {
  seed: 1,
  verdict: "held",
  findings: [],
  kills: 2,
  faults: { "cosmos/slow": 3, "worker/killed": 1 },
  seconds: 12.34,
  repeat: "npm run chaos -- --seeds 1 --first 1",
};
const broken: SeedResult = {
  ...held,
  seed: 2,
  verdict: "broken",
  findings: ["settled: every command has one outcome: 1 has none"],
  faults: { "cosmos/slow": 2, "activity/late": 5 },
  repeat: "npm run chaos -- --seeds 1 --first 2",
  folder: "/tmp/kept",
};
const unjudged: SeedResult = { ...broken, seed: 3, verdict: "not judged", findings: ["away"], kills: 1 };

describe("the report of npm run chaos", () => {
  it("counts faults by kind over all seeds", () => {
    const summary = summarize([held, broken], 4, 200);
    assert.deepEqual(Object.entries(summary.faults), [
      ["activity/late", 5],
      ["cosmos/slow", 5],
      ["worker/killed", 1],
    ]);
    const text = summaryLines(summary);
    assert.match(text, /over 2 seeds in 3\.3 min/);
    assert.match(text, /cosmos\/slow +5\n/);
    assert.match(text, /kill -9 of all +4\n/);
    assert.match(text, /together +15\n/);
    assert.match(text, /2 of the seeds were not begun/);
    assert.match(text, /Look at seed 2\.$/);
    assert.match(summaryLines(summarize([held], 1, 20)), /All invariants hold over 1 seed\.$/);
  });

  it("says of a seed that failed what is broken, where its data is and how to play it again", () => {
    assert.equal(seedLines(held, "1/2"), "1/2 seed 1: held, 4 faults, 2 × kill -9, 12.3 s");
    const lines = seedLines(broken, "2/2").split("\n");
    assert.match(String(lines[0]), /^2\/2 seed 2: broken, 7 faults/);
    assert.deepEqual(lines.slice(1), [
      "  settled: every command has one outcome: 1 has none",
      "  data and faults: /tmp/kept",
      "  again: npm run chaos -- --seeds 1 --first 2",
    ]);
  });

  it("ends with 0 when all hold, 1 when one is broken, 2 when one could not be judged", () => {
    const codeOf = (...seeds: SeedResult[]) => exitCodeOf(summarize(seeds, seeds.length, 1));
    assert.deepEqual(
      [codeOf(held), codeOf(held, broken), codeOf(unjudged, broken), codeOf(held, unjudged)],
      [0, 1, 1, 2],
    );
  });
});
