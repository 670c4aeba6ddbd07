/** A decimal number: `digits × 10^-scale`. Exact, unlike binary fractions. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** The decimal that a JSON number is written as. */
export function decimal(value: number): Decimal {
  const [, sign, whole = "0", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value)) ?? [];
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(`${sign ?? ""}${whole}${fraction}`);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** Both numbers as whole multiples of one power of ten, and that power's scale. */
export function aligned(values: readonly number[]): { readonly digits: readonly bigint[]; readonly scale: number } {
  const decimals = values.map(decimal);
  const scale = Math.max(0, ...decimals.map((value) => value.scale));
  return { digits: decimals.map((value) => value.digits * 10n ** BigInt(scale - value.scale)), scale };
}

/** The number that whole digits with a scale stand for. */
export function numberOf(digits: bigint, scale: number): number {
  return scale === 0 ? Number(digits) : Number(`${digits}e-${scale}`);
}

/** Least common multiple of two positive numbers. */
export function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Division rounded down. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}
