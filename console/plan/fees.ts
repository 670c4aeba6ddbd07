/**
 * What a load credits: the amount less the fee of 0.02 %, rounded half to even; no fee above 500.00. All in minor units, for
 * currencies with two decimal digits. Written a second time on purpose, so that a fault in the system's own rule is seen.
 */
export function creditedOf(amount: number): number {
  if (amount > 50_000) return amount;
  const whole = Math.floor(amount / 5000);
  const rest = amount % 5000;
  const roundUp = rest > 2500 || (rest === 2500 && whole % 2 === 1);
  return amount - whole - (roundUp ? 1 : 0);
}
