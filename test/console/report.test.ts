import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { distributionOf } from "../../console/report/percentiles.ts";
import type { Report } from "../../console/report/report.ts";
import { renderReport } from "../../console/report/table.ts";

describe("percentiles", () => {
  it("are the nearest ranks", () => {
    const durations = Array.from({ length: 100 }, (_, index) => 100 - index);
    assert.deepEqual(distributionOf(durations), { count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  });
  it("of one duration are that duration", () =>
    assert.deepEqual(distributionOf([7]), { count: 1, p50: 7, p95: 7, p99: 7, max: 7 }));
  it("of nothing do not exist", () => assert.equal(distributionOf([]), undefined));
});

describe("the report for a person", () => {
  const report: Report = {
    ok: false,
    url: "http://127.0.0.1:7071",
    seed: 42,
    run: "abc",
    repeat: "npm run simulate -- --seed 42 --run abc",
    summary: {
      accepted: 12,
      alreadyThere: 0,
      resent: 0,
      succeeded: 10,
      rejected: 2,
      rejectedByCode: { "account-closed": 2 },
      failed: 0,
      duplicatesRefused: 3,
      replays: 1,
      keyReusesRefused: 1,
      invalidRefused: 4,
      transfersSettled: 5,
      transfersReturned: 1,
      returnedByReason: { "review-expired": 1 },
      decisions: {
        guardian: { asked: 3, yes: 1, no: 1, expired: 1 },
        review: { asked: 7, yes: 4, no: 2, expired: 1 },
      },
      paymentsTaken: 9,
      paymentsReturned: 0,
      latency: {
        accepted: { count: 12, p50: 5, p95: 9, p99: 10, max: 11 },
        outcome: { count: 12, p50: 50, p95: 90, p99: 100, max: 110 },
        readModel: undefined,
      },
      seconds: 2,
      throughput: 6,
    },
    invariants: [
      { name: "one thing", verdict: "holds", detail: "3 accounts" },
      { name: "another", verdict: "broken", detail: "load 1 is lost" },
      { name: "a third", verdict: "not checked", detail: "not offered" },
    ],
  };

  it("says what was counted, what took how long, what holds, and how to look again", () => {
    const text = renderReport(report, false);
    assert.match(text, /commands accepted +12\n/);
    assert.match(text, / account-closed +2\n/);
    assert.match(text, /transfers returned +1\n {2}review-expired +1\npayments taken +9\n\n/);
    assert.match(text, /a guardian +3 +1 +1 +1\na reviewer +7 +4 +2 +1\n/);
    assert.match(text, /post → outcome +50 +90 +100 +110 +12\n/);
    assert.match(text, /post → read model +– +– +– +– +0\n/);
    assert.match(
      text,
      /✓ one thing \(3 accounts\)\n✗ another \(load 1 is lost\)\n– a third, not checked \(not offered\)/,
    );
    assert.match(
      text,
      /1 of 3 invariants broken\. Seed 42, run abc; look again with:\n {2}npm run simulate -- --seed 42 --run abc/,
    );
  });

  it("keeps to what is broken when it is to be quiet", () => {
    const text = renderReport(report, true);
    assert.match(text, /^✗ another \(load 1 is lost\)\n\n1 of 3 invariants broken/);
    assert.equal(
      renderReport({ ...report, ok: true, invariants: [] }, true),
      "All invariants hold. Seed 42, run abc.\n",
    );
  });
});
