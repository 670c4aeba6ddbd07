import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  budgetOf,
  containersOf,
  readBudget,
  readDuration,
  sharesOf,
} from "../../../dashboard/web/views/faults/model.ts";
import type { FaultsReport } from "../../../dashboard/web/views/faults/shapes.ts";
import type { OperatorReport } from "../../../emulator/chaos/operator.ts";

// What the local Azure answers is what the page reads: this does not compile otherwise.
((report: OperatorReport): FaultsReport => report) satisfies unknown;

const report: FaultsReport = {
  seed: "1",
  rate: "usual",
  on: true,
  faults: 0,
  counts: {},
  recent: [],
  rates: [],
  kinds: {},
  clock: { now: "2026-01-01T00:00:00.000Z", offsetMs: 0 },
};

describe("the containers of a local Azure", () => {
  it("have use and ranges, those that were used most first", () => {
    const use = { requests: 1, charge: 5, throttled: 0 };
    const range = { id: "0", min: "", max: "FF", parents: [] };
    const rows = containersOf({
      ...report,
      throughput: { budget: "offers", containers: { "db/b": use, "db/c": { ...use, charge: 9 } } },
      ranges: { "db/a": [range], "db/b": [range] },
    });
    assert.deepEqual(
      rows.map(({ name, ranges }) => [name, ranges.length]),
      [
        ["db/c", 0],
        ["db/b", 1],
        ["db/a", 1],
      ],
    );
    assert.deepEqual(containersOf(report), []);
    assert.equal(budgetOf({ ...report, throughput: { budget: 400 } }), "400");
    assert.equal(budgetOf(report), undefined);
  });

  it("show what part of the keys a range has", () => {
    const ranges = ["", "10000000000000000000000000000000", "30000000000000000000000000000000"];
    const shares = sharesOf(
      ranges.map((min, at) => ({ id: String(at), min, max: ranges[at + 1] ?? "FF", parents: [] })),
    );
    assert.deepEqual(shares, [0.25, 0.5, 0.25]);
  });
});

describe("what is typed", () => {
  it("is a budget, or is not", () => {
    assert.deepEqual(readBudget(" 400 "), { budget: 400 });
    assert.deepEqual(readBudget("Unlimited"), { budget: "unlimited" });
    for (const text of ["", "0", "-5", "many", "Infinity"]) assert.ok("fault" in readBudget(text), text);
  });

  it("is a duration, or is not", () => {
    assert.deepEqual(readDuration("pt72h"), { advance: "PT72H" });
    assert.deepEqual(readDuration("P1DT12H"), { advance: "P1DT12H" });
    for (const text of ["", "P", "PT", "72h", "P1Y", "P1M"]) assert.ok("fault" in readDuration(text), text);
  });
});
