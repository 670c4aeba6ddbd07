import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { divideHalfToEven, feeOfLoad, minorDigits } from "../../handlers/money/fees.ts";

describe("fees", () => {
  it("divides half to even", () => {
    const quotients = [5n, 15n, 25n, 35n, 14n, 16n].map((dividend) => divideHalfToEven(dividend, 10n));
    assert.deepEqual(quotients, [0n, 2n, 2n, 4n, 1n, 2n]);
  });
  it("knows the currencies without cents", () => {
    assert.deepEqual(["EUR", "JPY", "KWD", "CLF"].map(minorDigits), [2, 0, 3, 4]);
    assert.equal(feeOfLoad(500, "JPY"), 0);
    assert.equal(feeOfLoad(501, "JPY"), 0);
    assert.equal(feeOfLoad(500_000, "KWD"), 100);
    assert.equal(feeOfLoad(500_001, "KWD"), 0);
  });
});
