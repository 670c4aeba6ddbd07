import type { Binder, Names, Relation } from "../bind/scope.ts";
import type { Named } from "../syntax/ast.ts";
import type { Column } from "../types.ts";
import { ColumnList } from "./columns.ts";
import { bindKeys, groupRows } from "./groups.ts";

/** `distinct`: each combination once. */
export function distinct(binder: Binder, relation: Relation, items: readonly Named[], names: Names): Relation {
  const list = new ColumnList();
  const all = items.flatMap((item): Named[] => {
    if (item.of.kind !== "star") return [item];
    binder.env.need(relation.columns);
    return relation.columns.map((column: Column) => ({
      names: [],
      of: { kind: "name", name: column.name, at: item.of.at },
    }));
  });
  const keys = bindKeys(binder, relation, all, names, list);
  return {
    columns: list.columns,
    isSerialized: false,
    rows() {
      const rows = relation.rows();
      binder.env.budget.step(rows.length);
      return groupRows(
        binder,
        rows,
        keys,
        (found) => ({ keys: found }),
        () => {},
      ).map((group) => group.keys);
    },
  };
}
