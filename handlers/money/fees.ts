/** Fee of one load in hundredths of a percent: 0.02 %. */
const loadFee = 2n;
/** Hundredths of a percent in a whole. */
const whole = 10_000n;
/** A load above this many whole units of its currency is free of charge. */
const freeAbove = 500;

/**
 * The fee of one load.
 * @param amount what is paid, in minor units
 * @returns the fee in minor units, rounded half to even; 0 when the load is above 500.00
 */
export function feeOfLoad(amount: number, currency: string): number {
  if (amount > freeAbove * 10 ** minorDigits(currency)) return 0;
  return Number(divideHalfToEven(BigInt(amount) * loadFee, whole));
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
