import { mustBeBool } from "../bind/logic.ts";
import type { Binder, Names, Relation } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import type { Expression } from "../syntax/ast.ts";
import type { Row } from "../types.ts";
import { scopeOf } from "./project.ts";

/** `where`: the rows for which it is true; null is not. */
export function where(binder: Binder, relation: Relation, predicate: Expression, names: Names): Relation {
  const scope = scopeOf(relation, names);
  const condition = binder.expression(predicate, scope);
  mustBeBool(condition, "'where'");
  return {
    columns: relation.columns,
    isSerialized: relation.isSerialized,
    rows() {
      const rows = relation.rows();
      if (scope.frame) scope.frame.rows = rows;
      binder.env.budget.step(rows.length);
      return rows.filter((row, index) => {
        if (scope.frame) scope.frame.index = index;
        return condition.value(row) === true;
      });
    },
  };
}

/** `take`: so many rows, the first ones. */
export function take(binder: Binder, relation: Relation, count: Expression, names: Names): Relation {
  const most = countOf(binder, count, names, "take");
  return { ...relation, rows: () => relation.rows().slice(0, most()) };
}

/** A number of rows, the same for all of them. */
export function countOf(binder: Binder, count: Expression, names: Names, who: string): () => number {
  const bound = binder.expression(count, { columns: [], names });
  if (bound.type !== "long" && bound.type !== "int") {
    throw semanticError("bad-types", `'${who}' wants a whole number of rows`, count.at);
  }
  return () => {
    const value = bound.value([]) as number | null;
    if (value === null || value < 0)
      throw semanticError("bad-argument", `'${who}' wants a number of rows from 0`, count.at);
    return value;
  };
}

/** `count`: how many rows there are. */
export const count = (relation: Relation): Relation => ({
  columns: [{ name: "Count", type: "long" }],
  isSerialized: false,
  rows: (): readonly Row[] => [[relation.rows().length]],
});
