import { type Bound, constantValue } from "../bind/bound.ts";
import type { Binder, Names, Relation } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import type { Named } from "../syntax/ast.ts";
import type { Row, Value } from "../types.ts";
import { keyOf } from "../values/compare.ts";
import type { ColumnList } from "./columns.ts";
import { oneName } from "./project.ts";

/** Binds what rows are grouped by, and gives the columns their names. */
export function bindKeys(
  binder: Binder,
  relation: Relation,
  by: readonly Named[],
  names: Names,
  list: ColumnList,
): Bound[] {
  return by.map((item) => {
    const bound = binder.expression(item.of, { columns: relation.columns, names });
    if (bound.type === "dynamic") {
      throw semanticError(
        "dynamic-key",
        "Rows cannot be grouped by a dynamic value: cast it, as in tostring(…)",
        item.of.at,
      );
    }
    const name = oneName(item) ?? (bound.column === undefined ? undefined : bound.name);
    if (name === undefined) list.add(bound.name, bound.type);
    else list.declare(name, bound.type, item.of.at);
    return bound;
  });
}

/** Rows that have the same keys, in the order in which the first of them comes. */
export function groupRows<T extends { readonly keys: readonly Value[] }>(
  binder: Binder,
  rows: readonly Row[],
  keys: readonly Bound[],
  start: (keys: readonly Value[]) => T,
  add: (group: T, row: Row) => void,
): T[] {
  const groups = new Map<Value, T>();
  const [only] = keys;
  // One key is a key of the map by itself; several are written one after another.
  const key =
    keys.length === 1 && only ? only.value : (row: Row) => keys.map((each) => keyOf(each.value(row))).join("|");
  for (const row of rows) {
    const id = key(row);
    let group = groups.get(id);
    if (!group) {
      group = start(keys.map((each) => each.value(row)));
      binder.env.budget.hold(keys.length + 1);
      groups.set(id, group);
    }
    add(group, row);
  }
  return [...groups.values()];
}

/** A constant that must be there when the query begins. */
export function fixed(bound: Bound, who: string): Value {
  if (bound.isConstant) return constantValue(bound);
  throw semanticError("not-constant", `'${who}' wants a value that is the same for all rows`, bound.at);
}
