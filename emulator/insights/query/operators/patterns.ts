import { unknownColumn } from "../bind/name.ts";
import type { Relation } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import type { NamePattern } from "../syntax/ast.ts";
import type { Column, Value } from "../types.ts";

/** The positions of the columns that a pattern names. @throws {KqlError} a name without `*` that no column has */
function matching(columns: readonly Column[], { pattern, at }: NamePattern): number[] {
  if (!pattern.includes("*")) {
    const index = columns.findIndex((column) => column.name === pattern);
    if (index < 0) throw unknownColumn(pattern, { columns }, at);
    return [index];
  }
  const parts = pattern.split("*");
  const isMatch = (name: string) => {
    let at = 0;
    for (const [index, part] of parts.entries()) {
      if (index === parts.length - 1) return name.length >= at + part.length && name.endsWith(part);
      const found = index === 0 ? (name.startsWith(part) ? 0 : -1) : name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return true;
  };
  return columns.flatMap((column, index) => (isMatch(column.name) ? [index] : []));
}

/** The same rows with only these columns, in this order. */
function pick(relation: Relation, positions: readonly number[]): Relation {
  return {
    columns: positions.map((position) => relation.columns[position] as Column),
    isSerialized: relation.isSerialized,
    rows: () => relation.rows().map((row) => positions.map((position) => row[position] as Value)),
  };
}

/** `project-away`: all columns but these. */
export function projectAway(relation: Relation, patterns: readonly NamePattern[]): Relation {
  const away = new Set(patterns.flatMap((pattern) => matching(relation.columns, pattern)));
  return pick(
    relation,
    relation.columns.flatMap((_, index) => (away.has(index) ? [] : [index])),
  );
}

/** `project-keep`: these columns, in the order that they have. */
export function projectKeep(relation: Relation, patterns: readonly NamePattern[]): Relation {
  const kept = new Set(patterns.flatMap((pattern) => matching(relation.columns, pattern)));
  return pick(
    relation,
    relation.columns.flatMap((_, index) => (kept.has(index) ? [index] : [])),
  );
}

/** `project-reorder`: these columns first. */
export function projectReorder(relation: Relation, patterns: readonly NamePattern[]): Relation {
  const first: number[] = [];
  for (const pattern of patterns) {
    const found = matching(relation.columns, pattern).filter((index) => !first.includes(index));
    first.push(...(pattern.order ? sorted(relation.columns, found, pattern.order) : found));
  }
  return pick(relation, [...first, ...relation.columns.flatMap((_, index) => (first.includes(index) ? [] : [index]))]);
}

function sorted(columns: readonly Column[], positions: readonly number[], order: string): number[] {
  const name = (position: number) => (columns[position] as Column).name;
  const isNumeric = order.startsWith("granny");
  const direction = order.endsWith("asc") ? 1 : -1;
  // Numbers in names count as numbers in `granny` orders: a2 before a10.
  const key = (text: string) => (isNumeric ? text.replace(/\d+/g, (digits) => digits.padStart(20, "0")) : text);
  return positions.toSorted((a, b) => (key(name(a)) < key(name(b)) ? -direction : direction));
}

/** `project-rename`: other names. */
export function projectRename(
  relation: Relation,
  items: readonly { readonly to: string; readonly from: string; readonly at: number }[],
): Relation {
  const columns = [...relation.columns];
  for (const { to, from, at } of items) {
    const index = relation.columns.findIndex((column) => column.name === from);
    if (index < 0) throw unknownColumn(from, relation, at);
    columns[index] = { name: to, type: (relation.columns[index] as Column).type };
  }
  for (const { to, at } of items) {
    if (columns.filter((column) => column.name === to).length > 1) {
      throw semanticError("duplicate-column", `There is a column '${to}' already`, at);
    }
  }
  return { ...relation, columns };
}
