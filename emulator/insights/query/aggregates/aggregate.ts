import type { Bound } from "../bind/bound.ts";
import type { Scope } from "../bind/scope.ts";
import type { Expression, Named } from "../syntax/ast.ts";
import type { Row, Type, Value } from "../types.ts";

/** Takes the rows of a group one after another. */
export interface Accumulator {
  add(row: Row): void;
  result(): Value;
}

/** One column that is made of groups of rows. */
export interface Aggregate {
  readonly type: Type;
  /** What the column is called when nobody says so. */
  readonly name: string;
  readonly start: () => Accumulator;
}

/** A call of an aggregate. */
export interface AggregateCall {
  readonly name: string;
  readonly args: readonly Named[];
  readonly at: number;
  /** Where its arguments live: the rows that are grouped, without aggregates. */
  readonly scope: Scope;
  /** Columns that the rows are grouped by, which `*` leaves out. */
  readonly groupedBy: ReadonlySet<string>;
  readonly bind: (expression: Expression) => Bound;
  readonly need: () => void;
}

/** What an aggregate makes: most make one column. */
export type BindAggregate = (call: AggregateCall) => readonly Aggregate[];

/** What a column is called after its argument. */
export function argumentName(call: AggregateCall, bound: Bound | undefined, index = 0): string {
  const of = call.args[index]?.of;
  if (of?.kind === "literal" && (of.type === "long" || of.type === "int")) return String(of.value);
  return bound?.name ?? "";
}
