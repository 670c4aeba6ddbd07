import type { Row, Type, Value } from "../types.ts";

/** An expression that knows its type and can be worked out for a row. */
export interface Bound {
  readonly type: Type;
  readonly value: (row: Row) => Value;
  /** Whether it is the same for every row. */
  readonly isConstant: boolean;
  /** What a column that holds it is called when nobody says so. */
  readonly name: string | undefined;
  /** The column that it is, when it is no more than that. */
  readonly column?: number;
  /** Where it stands in the query. */
  readonly at: number;
}

/** A literal or anything else that was worked out before. */
export const constant = (type: Type, value: Value, at: number): Bound => ({
  type,
  value: () => value,
  isConstant: true,
  name: undefined,
  at,
});

const none: Row = [];

/** The value of a constant. */
export const constantValue = (bound: Bound): Value => bound.value(none);

/** An expression over others: constant when all of them are, and then worked out once. */
export function derived(
  type: Type,
  from: readonly Bound[],
  value: (row: Row) => Value,
  at: number,
  name?: string,
): Bound {
  if (!from.every((each) => each.isConstant)) return { type, value, isConstant: false, name, at };
  let known: Value | undefined;
  return {
    type,
    value: () => {
      if (known === undefined) known = value(none);
      return known;
    },
    isConstant: true,
    name,
    at,
  };
}
