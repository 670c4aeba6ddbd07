import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeadLetterRecord } from "../../../platform/stores/records.ts";
import { linesOfDetail } from "../../../scripts/deadletters/print.ts";

test("a letter of Event Grid says for whom it was, why it was given up and after what", () => {
  const letter = {
    id: "letter-1",
    kind: "letter",
    streamid: "account/a",
    handler: "subscription-hook",
    message: { id: "1", type: "t" },
    error: { name: "Busy", message: "gave up" },
    faults: [],
    attempts: [{ at: "2026-01-02T00:00:00.000Z", error: "Busy (attempt 11 of Event Grid)" }],
    build: "1.0.0",
    delivery: {
      subscription: "hook",
      reason: "TimeToLiveExceeded",
      attempts: 11,
      outcome: "Busy",
      published: "2026-01-01T00:00:00.000Z",
      blobs: [],
    },
  } as unknown as DeadLetterRecord;
  const lines = linesOfDetail({ letter, parks: false, waiting: [] });
  assert.ok(
    lines.includes(
      "  delivery   TimeToLiveExceeded for the subscription hook: 11 attempts, the last one Busy, published 2026-01-01T00:00:00.000Z",
    ),
    lines.join("\n"),
  );
  const { delivery: _, ...other } = letter;
  assert.ok(!linesOfDetail({ letter: other, parks: false, waiting: [] }).some((line) => line.includes("delivery")));
});
