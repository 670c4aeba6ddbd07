import { semanticError } from "../error.ts";
import type { Bound } from "./bound.ts";
import type { Binder, Scope } from "./scope.ts";

/** A column of the rows, else what was declared. */
export function bindName(binder: Binder, name: string, scope: Scope, at: number): Bound {
  const column = scope.columns.findIndex((each) => each.name === name);
  if (column >= 0) {
    const { type } = scope.columns[column] as (typeof scope.columns)[number];
    return { type, value: (row) => row[column] as ReturnType<Bound["value"]>, isConstant: false, name, column, at };
  }
  const meaning = scope.names.get(name);
  if (meaning?.kind === "scalar") return { ...meaning.bound, name: undefined, at };
  if (meaning?.kind === "table" || binder.env.table(name)) {
    throw semanticError("rows", `'${name}' is a table where a value is expected`, at);
  }
  if (meaning?.kind === "function" && meaning.parameters.length === 0) {
    return binder.expression({ kind: "call", name, args: [], at }, scope);
  }
  if (meaning?.kind === "function")
    throw semanticError("not-called", `'${name}' is a function: call it, ${name}(…)`, at);
  throw unknownColumn(name, scope, at);
}

/** Nothing has that name: says what is near. */
export function unknownColumn(name: string, scope: Pick<Scope, "columns">, at: number) {
  const near = nearest(
    name,
    scope.columns.map((column) => column.name),
  );
  const hint = near === undefined ? "" : `; did you mean '${near}'?`;
  return semanticError("unknown-name", `'${name}' is no column and nothing that was declared${hint}`, at);
}

/** A name that differs in case or by a slip. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const same = names.find((each) => each.toLowerCase() === lower);
  if (same !== undefined) return same;
  const near = names
    .filter((each) => Math.abs(each.length - name.length) < 3)
    .map((each) => ({ each, distance: distance(lower, each.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.min(2, Math.floor(name.length / 3)) ? near.each : undefined;
}

function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (before[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    before = row;
  }
  return before[b.length] as number;
}
