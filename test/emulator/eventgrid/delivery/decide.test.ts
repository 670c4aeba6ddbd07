import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { afterAttempt, beforeAttempt } from "../../../../emulator/eventgrid/delivery/decide.ts";
import { outcomeOfError, outcomeOfStatus } from "../../../../emulator/eventgrid/delivery/outcome.ts";
import { probationAfter, retryDelay } from "../../../../emulator/eventgrid/delivery/schedule.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const policy = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 };

const rows: [status: number, outcome: string, next: string][] = [
  [200, "Delivered", "delivered"],
  [201, "Delivered", "delivered"],
  [202, "Delivered", "delivered"],
  [203, "Delivered", "delivered"],
  [204, "Delivered", "delivered"],
  [205, "GenericError", "retry after 10 s"],
  [206, "GenericError", "retry after 10 s"],
  [302, "GenericError", "retry after 10 s"],
  [400, "BadRequest", "give up"],
  [401, "Unauthorized", "give up"],
  [403, "Forbidden", "give up"],
  [404, "NotFound", "retry after 10 s"],
  [408, "TimedOut", "retry after 120 s"],
  [413, "PayloadTooLarge", "give up"],
  [429, "GenericError", "retry after 10 s"],
  [500, "GenericError", "retry after 10 s"],
  [503, "Busy", "retry after 30 s"],
];

describe("what a webhook's answer means", () => {
  for (const [status, outcome, next] of rows) {
    test(`${status} is ${outcome}: ${next}`, () => {
      const found = outcomeOfStatus(status);
      assert.equal(found, outcome);
      const ending = found === "Delivered" ? { outcome: found } : { outcome: found, status };
      const decision = afterAttempt(ending, 1, policy, 1_000_000, 0);
      const said = { delivered: "delivered", attempt: "attempt", "give-up": "give up", retry: "" }[decision.kind];
      assert.equal(decision.kind === "retry" ? `retry after ${(decision.due - 1_000_000) / second} s` : said, next);
    });
  }

  test("a connection that fails is a socket error, a name that is unknown a resolution error", () => {
    assert.equal(outcomeOfError("ECONNREFUSED"), "SocketError");
    assert.equal(outcomeOfError(undefined), "SocketError");
    assert.equal(outcomeOfError("ENOTFOUND"), "ResolutionError");
  });
});

describe("the schedule", () => {
  test("grows from 10 s to 12 h", () => {
    const delays = Array.from({ length: 12 }, (_, n) => retryDelay({ outcome: "GenericError" }, n + 1, 0));
    const steps = [10 * second, 30 * second, minute, 5 * minute, 10 * minute, 30 * minute, hour, 3 * hour, 6 * hour];
    assert.deepEqual(delays, [...steps, 12 * hour, 12 * hour, 12 * hour]);
  });

  test("is stretched by jitter, never shortened", () => {
    assert.equal(retryDelay({ outcome: "GenericError" }, 1, 0.5), 10.5 * second);
    assert.equal(retryDelay({ outcome: "Busy" }, 1, 0.999) >= 30 * second, true);
  });

  test("silence for 30 s is tried again after the usual 10 s, a 408 after two minutes", () => {
    assert.equal(retryDelay({ outcome: "TimedOut" }, 1, 0), 10 * second);
    assert.equal(retryDelay({ outcome: "TimedOut", status: 408 }, 1, 0), 2 * minute);
  });

  test("puts a failing endpoint on probation", () => {
    assert.equal(probationAfter("Busy"), 10 * second);
    assert.equal(probationAfter("TimedOut"), 10 * second);
    assert.equal(probationAfter("SocketError"), 30 * second);
    for (const outcome of ["Unauthorized", "Forbidden", "NotFound", "ResolutionError"] as const) {
      assert.equal(probationAfter(outcome), 5 * minute);
    }
    assert.equal(probationAfter("GenericError"), 0);
  });
});

describe("the limits", () => {
  test("the last allowed attempt ends it", () => {
    const three = { ...policy, maxDeliveryAttempts: 3 };
    assert.equal(afterAttempt({ outcome: "GenericError" }, 2, three, 0, 0).kind, "retry");
    const last = afterAttempt({ outcome: "GenericError" }, 3, three, 0, 0);
    assert.deepEqual(last, { kind: "give-up", reason: "MaxDeliveryAttemptsExceeded" });
  });

  test("the time to live is looked at before an attempt", () => {
    const brief = { ...policy, eventTimeToLiveInMinutes: 1 };
    assert.equal(beforeAttempt(0, brief, minute - 1).kind, "attempt");
    assert.deepEqual(beforeAttempt(0, brief, minute), { kind: "give-up", reason: "TimeToLiveExceeded" });
    assert.equal(afterAttempt({ outcome: "GenericError" }, 1, brief, 2 * minute, 0).kind, "retry");
  });
});
