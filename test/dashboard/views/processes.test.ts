import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  isEnded,
  messageOf,
  progressOf,
  progressWords,
  saysMore,
  shownStep,
  timed,
  untilOf,
  wholeHistory,
} from "../../../dashboard/web/views/processes/timeline.ts";
import type { ProcessStep } from "../../../platform/admin/shapes.ts";

describe("what an instance does now", () => {
  it("is read out of its custom status, whatever stands in that", () => {
    const words = (status: unknown) => {
      const progress = progressOf(status);
      return progress && progressWords(progress);
    };
    assert.equal(words({ waitsFor: ["A", "B"], until: "2026-01-01T00:00:00Z" }), "waits for A or B");
    assert.equal(words({ awaits: "HoldTransfer" }), "waits for the outcome of HoldTransfer");
    assert.equal(words({ sends: "HoldTransfer" }), "sends HoldTransfer");
    assert.equal(words({ until: "2026-01-01T00:00:00Z" }), "pauses");
    for (const nothing of [undefined, null, {}, [], "text", { waitsFor: [] }, { waitsFor: 5 }]) {
      assert.equal(words(nothing), undefined);
    }
    assert.deepEqual(["Running", "Completed", "Failed", "Terminated"].map(isEnded), [false, true, true, true]);
  });
});

describe("the history of an instance", () => {
  it("is told in words, a step after the other, with the pauses between them", () => {
    const history: readonly ProcessStep[] = [
      { at: "2026-01-01T00:00:00.000Z", what: "started", name: "CreditsReserved", detail: { id: "m-1" } },
      { at: "2026-01-01T00:00:01.500Z", what: "sent", name: "HoldTransfer", detail: { status: "sent" } },
      { at: "2026-01-01T00:00:02.000Z", what: "answered", name: "HoldTransfer", detail: { status: "rejected" } },
      { at: "2026-01-01T00:00:02.000Z", what: "timer", detail: { until: "2026-01-04T00:00:00.000Z" } },
      { at: "2026-01-04T00:00:00.000Z", what: "timeout" },
      { at: "2026-01-04T00:00:01.000Z", what: "message", name: "TransferApproved" },
      { at: "no instant", what: "ended" },
      { at: "2026-01-04T00:00:02.000Z", what: "failed" },
    ];
    assert.deepEqual(
      history.map((step) => shownStep(step).words),
      [
        "started by CreditsReserved",
        "sent HoldTransfer",
        "answer to HoldTransfer: rejected",
        "set a timer",
        "the timer fired",
        "got TransferApproved",
        "ended",
        "failed",
      ],
    );
    assert.equal(shownStep(history[2] as ProcessStep).tone, "warn");
    assert.deepEqual(
      timed(history).map(({ since }) => since),
      [undefined, 1_500, 500, 0, 3 * 86_400_000 - 2_000, 1_000, undefined, undefined],
    );
    assert.equal(untilOf(history[3] as ProcessStep), "2026-01-04T00:00:00.000Z");
    assert.equal(messageOf(history[0] as ProcessStep), "m-1");
    assert.equal(messageOf(history[4] as ProcessStep), undefined);
  });

  it("ends with the end, also where only the status tells it, and hides details that say nothing", () => {
    const history: readonly ProcessStep[] = [{ at: "2026-01-01T00:00:00.000Z", what: "started" }];
    const last = (status: string, steps = history) =>
      wholeHistory({ history: steps, status, updated: "2026-01-02T00:00:00.000Z" }).at(-1);
    assert.deepEqual(last("Completed"), { at: "2026-01-02T00:00:00.000Z", what: "ended" });
    assert.equal(last("Terminated")?.what, "failed");
    assert.equal(last("Running")?.what, "started");
    const told: readonly ProcessStep[] = [...history, { at: "2026-01-01T12:00:00.000Z", what: "ended" }];
    assert.deepEqual(last("Completed", told), told.at(-1));
    const more = (detail: unknown) => saysMore({ at: "", what: "sent", detail });
    assert.deepEqual([more({ status: "sent" }), more({ id: "m" }), more(undefined)], [false, false, false]);
    assert.deepEqual([more({ status: "rejected" }), more("Broken.")], [true, true]);
  });
});
