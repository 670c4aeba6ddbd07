import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MetricPoint } from "../../../dashboard/collector/otlp/metrics.ts";
import { merge, percentile } from "../../../dashboard/collector/query/percentile.ts";
import { Differences } from "../../../dashboard/collector/store/differences.ts";

const point = (at: number, value: number, more: Partial<MetricPoint> = {}): MetricPoint => ({
  ...{
    name: "n",
    kind: "counter",
    unit: "",
    description: "",
    attributes: {},
    instance: "i",
    cumulative: true,
    start: 100,
  },
  ...{ at, value, count: 0, bounds: [], buckets: [] },
  ...more,
});

describe("what was added between two measurements", () => {
  it("is the difference, by series and by who measured", () => {
    const differences = new Differences(50);
    const of = (one: MetricPoint) => differences.of(one)?.value;
    assert.equal(of(point(110, 5)), 5);
    assert.equal(of(point(120, 12)), 7);
    assert.equal(of(point(130, 12)), undefined);
    assert.equal(of(point(120, 3, { instance: "other" })), 3);
    assert.equal(of(point(125, 4, { attributes: { a: 1 } })), 4);
    assert.equal(of(point(140, 20)), 8);
  });

  it("is all of it after a restart, and unknown of what began before anybody listened", () => {
    const differences = new Differences(50);
    assert.equal(differences.of(point(110, 40, { start: 10 })), undefined);
    assert.equal(differences.of(point(120, 42, { start: 10 }))?.value, 2);
    assert.equal(differences.of(point(130, 3, { start: 125 }))?.value, 3);
  });

  it("is what was sent where only that is sent", () => {
    const differences = new Differences(50);
    for (const at of [1, 2]) assert.equal(differences.of(point(at, 5, { cumulative: false, start: 0 }))?.value, 5);
  });
});

describe("percentiles of a distribution", () => {
  it("lie inside of the part that holds them", () => {
    const one = { bounds: [10, 20, 40], counts: [0, 10, 0, 0] };
    assert.equal(percentile(one, 0.5), 15);
    assert.equal(percentile(one, 1), 20);
    assert.equal(percentile({ bounds: [10], counts: [0, 0] }, 0.5), null);
    assert.equal(percentile({ bounds: [10], counts: [0, 4] }, 0.5), 10);
    assert.deepEqual(merge(one, { bounds: [10, 20, 40], counts: [1, 1, 1, 1] }).counts, [1, 11, 1, 1]);
  });
});
