/** What a finding says: a break, something that could not be decided, something to know, or a plain change. */
export type Weight = "breaking" | "unknown" | "warning" | "info";

/** Which part of the contract's version a change raises. */
export type Bump = "none" | "patch" | "minor" | "major";

/** Whom a change meets: who sends to us, who reads what we tell, what is stored, or only our own code. */
export type Side = "clients" | "readers" | "store" | "inside";

/** One rule about a change of a contract. */
export interface ContractRule {
  /** Stable id: never reused for another rule. The hundreds say which area. */
  readonly id: `EC2${number}`;
  readonly weight: Weight;
  readonly bump: Bump;
  readonly side: Side;
  /** Why the change matters. */
  readonly why: string;
  /** What to do about it. A finding may say something more exact. */
  readonly fix: string;
}

/** How the fix of a break ends. */
export const decide = "or allow it with a decision in `contract/decisions/`";
