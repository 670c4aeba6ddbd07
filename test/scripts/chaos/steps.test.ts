import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Steps } from "../../../scripts/chaos/steps.ts";

describe("steps of a simulation", () => {
  it("are counted over its waves, and whoever waits for one is told", async () => {
    const steps = new Steps();
    const told: string[] = [];
    const third = steps.reached(3).then((reached) => told.push(`third ${reached}`));
    const far = steps.reached(99).then((reached) => told.push(`far ${reached}`));
    steps.begin("open");
    steps.advance();
    steps.begin("transfer");
    steps.advance();
    assert.equal(await steps.reached(2), true);
    assert.deepEqual(told, []);
    // What only reads is no step.
    steps.begin("outcomes");
    steps.advance();
    steps.begin("close");
    assert.deepEqual(told, []);
    steps.advance();
    await third;
    assert.deepEqual(told, ["third true"]);
    steps.over();
    await far;
    assert.deepEqual(told, ["third true", "far false"]);
    assert.equal(await steps.reached(1), false);
  });
});
