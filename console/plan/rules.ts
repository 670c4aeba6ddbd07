/** Rules of the example that a deployment may tune, in whole units of a currency. */
export interface Rules {
  /** A transfer of this much or more is held for review. */
  readonly reviewThreshold: number;
  /** A transfer of more than this, out of an account that has a guardian, asks the guardian. */
  readonly guardianLimit: number;
}

/** What the contract says where nobody has tuned it. */
export const usualRules: Rules = { reviewThreshold: 1000, guardianLimit: 100 };

/** Minor units of one whole unit; the currencies of a run have two decimal digits. */
const minorUnits = 100;

/** The least amount (minor units) that is held for review. */
export function leastHeld({ reviewThreshold }: Rules): number {
  return reviewThreshold * minorUnits;
}

/** The least amount (minor units) that asks the guardian. */
export function leastAsked({ guardianLimit }: Rules): number {
  return guardianLimit * minorUnits + 1;
}
