import type { Binder, Names, Relation } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import type { Expression, OrderKey } from "../syntax/ast.ts";
import type { Row, Value } from "../types.ts";
import { compare } from "../values/compare.ts";
import { countOf } from "./where.ts";

type Compare = (a: readonly Value[], b: readonly Value[]) => number;

/** `order by`: the order of equal rows stays. */
export function order(binder: Binder, relation: Relation, by: readonly OrderKey[], names: Names): Relation {
  const sort = sorter(binder, relation, by, names);
  return { columns: relation.columns, isSerialized: true, rows: () => sort() };
}

/** `top`: the first rows of that order. */
export function top(binder: Binder, relation: Relation, count: Expression, by: OrderKey, names: Names): Relation {
  const most = countOf(binder, count, names, "top");
  const sort = sorter(binder, relation, [by], names);
  return { columns: relation.columns, isSerialized: true, rows: () => sort().slice(0, most()) };
}

function sorter(binder: Binder, relation: Relation, by: readonly OrderKey[], names: Names): () => readonly Row[] {
  const keys = by.map((key) => {
    const bound = binder.expression(key.of, { columns: relation.columns, names });
    if (bound.type === "dynamic") {
      throw semanticError(
        "dynamic-key",
        "Rows cannot be ordered by a dynamic value: cast it, as in tostring(…)",
        key.of.at,
      );
    }
    return bound;
  });
  const compareKeys = comparer(by);
  return () => {
    const rows = relation.rows();
    const keyed = rows.map((row) => ({ row, keys: keys.map((key) => key.value(row)) }));
    binder.env.budget.step(rows.length * Math.ceil(Math.log2(rows.length + 2)));
    keyed.sort((a, b) => compareKeys(a.keys, b.keys));
    return keyed.map((each) => each.row);
  };
}

function comparer(by: readonly OrderKey[]): Compare {
  return (a, b) => {
    for (const [index, { descending, nulls }] of by.entries()) {
      const [x, y] = [a[index] as Value, b[index] as Value];
      if (x === y) continue;
      if (x === null) return nulls === "first" ? -1 : 1;
      if (y === null) return nulls === "first" ? 1 : -1;
      const found = compare(x, y);
      if (found !== 0) return descending ? -found : found;
    }
    return 0;
  };
}
