import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../../codegen/samples/random.ts";
import { attack } from "./property/attack.ts";
import { figuresOf } from "./property/figures.ts";
import { pairOf } from "./property/pairs.ts";
import { plainAjv } from "./property/plain-ajv.ts";
import { printPair, tryPair } from "./property/try-pair.ts";

const seed = 20_261_126;
const effort = { samples: 8, boundaries: 30, mutants: 30 };

test("no verdict about random pairs is contradicted by a document", () => {
  const results = Array.from({ length: 300 }, (_, number) => tryPair(seed, number, effort));
  const figures = figuresOf(results, ({ pair }) => printPair(pair));
  assert.deepEqual(figures.contradictions, []);
  // A comparison that never commits itself would pass everything above.
  assert.ok(figures.compatible > 30, `only ${figures.compatible} compatible`);
  assert.ok(figures.breaking > 90, `only ${figures.breaking} breaking`);
  assert.ok(figures.unknown < figures.pairs / 4, `${figures.unknown} unknown`);
});

test("the attack finds breaches: a comparison that calls everything compatible would be caught", () => {
  let isFound = 0;
  for (let number = 0; number < 60; number++) {
    const pair = pairOf(seed, number);
    const [from, to] = [plainAjv(pair.from), plainAjv(pair.to)];
    if (attack(pair, from, to, new Random(number), effort).refutation !== undefined) isFound++;
  }
  assert.ok(isFound > 15, `found ${isFound} breaches in 60 pairs`);
});

test("pairs are the same for the same seed", () => {
  assert.equal(printPair(pairOf(5, 17)), printPair(pairOf(5, 17)));
  assert.notEqual(printPair(pairOf(5, 17)), printPair(pairOf(5, 18)));
});
