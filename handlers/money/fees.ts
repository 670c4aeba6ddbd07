/** Fee of one load in thousandths of a percent: 0.02 %. */
const loadFee = 20n;
/** Fee of one payment in thousandths of a percent: 0.025 %. */
const paymentFee = 25n;
/** Thousandths of a percent in a whole. */
const whole = 100_000n;
/** A load above this many whole units of its currency is free of charge. */
const freeAbove = 500;

/**
 * The fee of one load.
 * @param amount what is paid, in minor units
 * @returns the fee in minor units, rounded half to even; 0 when the load is above 500.00
 */
export function feeOfLoad(amount: number, currency: string): number {
  return amount > minorUnits(freeAbove, currency) ? 0 : share(amount, loadFee);
}

/**
 * The fee of one payment, which the merchant bears.
 * @param amount what is paid, in minor units
 * @returns the fee in minor units, rounded half to even
 */
export function feeOfPayment(amount: number): number {
  return share(amount, paymentFee);
}

/** So many thousandths of a percent of an amount, rounded half to even. */
function share(amount: number, rate: bigint): number {
  return Number(divideHalfToEven(BigInt(amount) * rate, whole));
}

/** Divides two non-negative integers; a result in the middle goes to the even neighbour, so that errors cancel out. */
export function divideHalfToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/**
 * Currencies of ISO 4217 whose minor unit is not a hundredth, by its decimal digits. A table, so that the answer never
 * depends on the machine.
 */
const unusual: readonly (readonly [digits: number, currencies: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const digits = new Map(unusual.flatMap(([count, currencies]) => currencies.split(" ").map((code) => [code, count])));

/** How many decimal digits a currency's minor unit stands for: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  return digits.get(currency) ?? 2;
}

/** Whole units of a currency in its minor unit: 500 EUR are 50,000. */
export function minorUnits(wholeUnits: number, currency: string): number {
  return wholeUnits * 10 ** minorDigits(currency);
}
