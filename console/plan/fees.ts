/**
 * What a load credits: the amount less the fee of 0.02 %, rounded half to even; no fee above 500.00. All in minor units, for
 * currencies with two decimal digits. Written a second time on purpose, so that a fault in the system's own rule is seen.
 */
export function creditedOf(amount: number): number {
  return amount > 50_000 ? amount : amount - shareOf(amount, 5000);
}

/** What a merchant keeps of a payment: the amount less 0.025 %, rounded half to even. Written a second time on purpose, too. */
export function takenOf(amount: number): number {
  return amount - shareOf(amount, 4000);
}

/** The `parts`th part of an amount, rounded half to even; `parts` is even. */
function shareOf(amount: number, parts: number): number {
  const whole = Math.floor(amount / parts);
  const rest = amount % parts;
  const half = parts / 2;
  return rest > half || (rest === half && whole % 2 === 1) ? whole + 1 : whole;
}
