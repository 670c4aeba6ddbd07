import assert from "node:assert/strict";
import test from "node:test";
import { retryDelay } from "../../../../emulator/durable/replay/retry.ts";

const policy = { firstRetryIntervalInMilliseconds: 1_000, maxNumberOfAttempts: 5 };

test("without a coefficient every wait is the same", () => {
  assert.deepEqual(
    [0, 1, 2].map((attempt) => retryDelay(policy, attempt, 0, 0)),
    [1_000, 1_000, 1_000],
  );
});

test("waits grow by the coefficient up to the longest", () => {
  const growing = { ...policy, backoffCoefficient: 3, maxRetryIntervalInMilliseconds: 5_000 };
  assert.deepEqual(
    [0, 1, 2, 900].map((attempt) => retryDelay(growing, attempt, 0, 0)),
    [1_000, 3_000, 5_000, 5_000],
  );
});

test("after the timeout there is no next attempt", () => {
  const limited = { ...policy, retryTimeoutInMilliseconds: 10_000 };
  assert.equal(retryDelay(limited, 0, 500, 10_499), 1_000);
  assert.equal(retryDelay(limited, 0, 500, 10_500), undefined);
});
