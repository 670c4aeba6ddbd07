import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HandlerError } from "../../../platform/dead-letters/handler-error.ts";
import { letterOf } from "../../../platform/dead-letters/letter.ts";
import { forced } from "../../../platform/dead-letters/redrive/force.ts";
import type { Runner } from "../../../platform/dead-letters/redrive/runner.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { tally } from "../support/tally.ts";

const letter = letterOf({
  handler: "process-billing",
  partition: "counter/c",
  message: { id: "1", type: "t" } as Envelope,
  error: new HandlerError("It broke."),
  attempts: [{ at: "2025-01-01T00:00:00.000Z", error: "It broke." }],
  build: "1",
});
const nothing = { check: async () => {}, run: async () => {}, fail: async () => undefined };
const careful: Runner = { ...nothing, idempotent: false };

describe("a letter of a handler that is declared not to be idempotent", () => {
  it("is refused without force, and without a name for who forces it", () => {
    const { runtime } = inMemoryApp(tally());
    const refusals = [undefined, { by: " " }].map((force) => forced(runtime, careful, letter, force));
    assert.deepEqual(
      refusals.map((refusal) => ("code" in refusal ? refusal.code : "")),
      ["not-idempotent", "force-unsigned"],
    );
  });

  it("keeps who forced it and when, once for each try", () => {
    const { runtime } = inMemoryApp(tally());
    const at = new Date(runtime.clock.now()).toISOString();
    const first = forced(runtime, careful, letter, { by: "kim" });
    assert.ok(!("code" in first));
    assert.deepEqual(first.forced, [{ at, by: "kim" }]);
    assert.equal(forced(runtime, careful, first, { by: "kim" }), first);
    const failedSince = { ...first, attempts: [...first.attempts, { at: "2099-01-01T00:00:00.000Z", error: "again" }] };
    const second = forced(runtime, careful, failedSince, { by: "kim" });
    assert.ok(!("code" in second));
    assert.equal(second.forced?.length, 2);
  });

  it("leaves letters of all other handlers as they are", () => {
    const { runtime } = inMemoryApp(tally());
    assert.equal(forced(runtime, nothing, letter, { by: "kim" }), letter);
    assert.equal(forced(runtime, nothing, letter, undefined), letter);
  });
});
