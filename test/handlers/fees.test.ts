import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { divideHalfToEven, feeOfLoad, feeOfPayment, minorDigits, minorUnits } from "../../handlers/money/fees.ts";

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
    assert.deepEqual(
      ["EUR", "JPY", "KWD"].map((currency) => minorUnits(1_000, currency)),
      [100_000, 1_000, 1_000_000],
    );
  });
  it("takes 0.025 % of a payment, half to even", () => {
    const fees = [1, 1_999, 2_000, 2_001, 4_000, 5_999, 6_000, 6_001, 10_000, 14_000].map(feeOfPayment);
    assert.deepEqual(fees, [0, 0, 0, 1, 1, 1, 2, 2, 2, 4]);
    assert.equal(feeOfPayment(Number.MAX_SAFE_INTEGER), 2_251_799_813_685);
  });
});
