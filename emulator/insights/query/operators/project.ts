import type { Bound } from "../bind/bound.ts";
import type { Binder, Frame, Names, Relation, Scope } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import type { Named } from "../syntax/ast.ts";
import type { Row } from "../types.ts";
import { ColumnList } from "./columns.ts";

/** The scope of expressions over the rows of a relation. */
export function scopeOf(relation: Relation, names: Names): Scope & { readonly frame: Frame | undefined } {
  return { columns: relation.columns, names, frame: relation.isSerialized ? { rows: [], index: 0 } : undefined };
}

/** Makes each row anew. */
export function mapRows(
  binder: Binder,
  relation: Relation,
  frame: Frame | undefined,
  make: (row: Row) => Row,
): readonly Row[] {
  const rows = relation.rows();
  const made: Row[] = [];
  if (frame) frame.rows = rows;
  for (let index = 0; index < rows.length; index++) {
    if (frame) frame.index = index;
    const row = make(rows[index] as Row);
    binder.env.budget.hold(row.length);
    made.push(row);
  }
  return made;
}

/** Refuses `(a, b) = …` where one value stands. */
export function oneName({ names, of }: Named): string | undefined {
  if (names.length > 1) throw semanticError("many-names", "This expression has one value, not several", of.at);
  return names[0];
}

/** `project`: these columns and no others. */
export function project(binder: Binder, relation: Relation, items: readonly Named[], names: Names): Relation {
  const scope = scopeOf(relation, names);
  const list = new ColumnList();
  const values = items.map((item) => {
    const bound = binder.expression(item.of, scope);
    const name = oneName(item) ?? (bound.column === undefined ? undefined : bound.name);
    if (name === undefined) list.add(bound.name, bound.type);
    else list.declare(name, bound.type, item.of.at);
    return bound.value;
  });
  return {
    columns: list.columns,
    isSerialized: relation.isSerialized,
    rows: () => mapRows(binder, relation, scope.frame, (row) => values.map((value) => value(row))),
  };
}

/** `extend`: columns more, or in the place of ones that are there. */
export function extend(binder: Binder, relation: Relation, items: readonly Named[], names: Names): Relation {
  const scope = scopeOf(relation, names);
  const columns = [...relation.columns];
  const changes: { readonly index: number; readonly bound: Bound }[] = [];
  const declared = new Set<string>();
  let unnamed = 0;
  const place = (name: string | undefined, bound: Bound, isDeclared: boolean): number => {
    if (name === undefined) {
      do unnamed++;
      while (columns.some((column) => column.name === `Column${unnamed}`));
      return columns.push({ name: `Column${unnamed}`, type: bound.type }) - 1;
    }
    if (isDeclared && declared.has(name)) {
      throw semanticError("duplicate-column", `There is a column '${name}' already`, bound.at);
    }
    declared.add(name);
    const index = columns.findIndex((column) => column.name === name);
    if (index < 0) return columns.push({ name, type: bound.type }) - 1;
    columns[index] = { name, type: bound.type };
    return index;
  };
  for (const item of items) {
    const bound = binder.expression(item.of, scope);
    const name = oneName(item);
    if (name === undefined && bound.column !== undefined) continue;
    changes.push({ index: place(name ?? bound.name, bound, name !== undefined), bound });
  }
  return {
    columns,
    isSerialized: relation.isSerialized,
    rows: () =>
      mapRows(binder, relation, scope.frame, (row) => {
        const made = row.slice();
        for (const { index, bound } of changes) made[index] = bound.value(row);
        return made;
      }),
  };
}
