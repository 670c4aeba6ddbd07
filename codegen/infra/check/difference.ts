/** One difference between what the contract wants and what is deployed. */
export interface Difference {
  readonly kind: "missing" | "extra" | "changed";
  readonly type: string;
  /** All names, joined by slashes. */
  readonly name: string;
  readonly id: string;
  /** JSON pointer into the resource; undefined: the resource itself. */
  readonly pointer?: string;
  /** Undefined: nothing. */
  readonly expected?: unknown;
  /** Undefined: nothing. */
  readonly found?: unknown;
  readonly fix: string;
}

/** A difference within a value. */
export interface ValueDifference {
  readonly pointer: string;
  readonly expected: unknown;
  readonly found: unknown;
}
