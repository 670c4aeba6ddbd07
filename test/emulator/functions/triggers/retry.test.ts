import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RetryContext, RetryOptions } from "../../../../emulator/functions/rpc/protocol.ts";
import { retryDelay, runWithRetry } from "../../../../emulator/functions/triggers/retry.ts";
import type { Outcome } from "../../../../emulator/functions/worker-process.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";

const failed: Outcome = { kind: "failed", error: { message: "no", stack: "no at x", name: "Error" } };
const good: Outcome = { kind: "succeeded", response: { outputData: [] } };
const fixed: RetryOptions = { retryStrategy: "fixedDelay", maxRetryCount: 2, delayInterval: { seconds: 5 } };

describe("host retry policies", () => {
  it("wait a fixed time, or twice as long each time with a jitter of a fifth, up to the maximum", () => {
    assert.equal(
      retryDelay(fixed, 3, () => 0.5),
      5_000,
    );
    const growing: RetryOptions = {
      retryStrategy: "exponentialBackoff",
      minimumInterval: { seconds: 1 },
      maximumInterval: { seconds: 30 },
    };
    const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => retryDelay(growing, n, () => 0.5));
    assert.deepEqual(delays, [1_000, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    assert.equal(
      retryDelay(growing, 3, () => 0),
      1_600,
    );
  });

  it("tell the function which try it is and why", async () => {
    const clock = new FakeClock();
    const contexts: (RetryContext | undefined)[] = [];
    const run = runWithRetry(
      fixed,
      async (context) => {
        contexts.push(context);
        return failed;
      },
      { clock, random: () => 0, signal: new AbortController().signal },
    );
    await clock.advance(4_999);
    assert.equal(contexts.length, 1);
    await clock.advance(5_001);
    assert.equal((await run).kind, "failed");
    const exception = { message: "no", stackTrace: "no at x", source: "" };
    assert.deepEqual(contexts, [
      { retryCount: 0, maxRetryCount: 2 },
      { retryCount: 1, maxRetryCount: 2, exception },
      { retryCount: 2, maxRetryCount: 2, exception },
    ]);
  });

  it("of -1 go on until success", async () => {
    const clock = new FakeClock();
    let tries = 0;
    const run = runWithRetry({ ...fixed, maxRetryCount: -1 }, async () => (++tries < 50 ? failed : good), {
      clock,
      random: () => 0,
      signal: new AbortController().signal,
    });
    await clock.advance(5_000 * 50);
    assert.equal((await run).kind, "succeeded");
    assert.equal(tries, 50);
  });

  it("end as lost when the host stops, and never repeat what was lost", async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const run = runWithRetry(fixed, async () => failed, { clock, random: () => 0, signal: stop.signal });
    await clock.advance(1);
    stop.abort();
    assert.equal((await run).kind, "lost");
    const ports = { clock, random: () => 0, signal: new AbortController().signal };
    assert.equal((await runWithRetry(fixed, async () => ({ kind: "lost", reason: "gone" }), ports)).kind, "lost");
  });
});
