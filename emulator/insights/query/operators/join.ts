import type { Bound } from "../bind/bound.ts";
import { bindName } from "../bind/name.ts";
import type { Binder, Names, Relation } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import type { Expression, JoinKey, JoinKind } from "../syntax/ast.ts";
import { type Column, isNumeric, type Row, type Value } from "../types.ts";
import { keyOf } from "../values/compare.ts";
import { ColumnList } from "./columns.ts";

interface Keys {
  readonly left: readonly Bound[];
  readonly right: readonly Bound[];
}

/** Binds what joined rows meet on. @throws {KqlError} columns that are not there, or cannot be the same */
export function bindJoinKeys(
  binder: Binder,
  left: Relation,
  right: Relation,
  on: readonly JoinKey[],
  names: Names,
): Keys {
  const pairs = on.map((key) => {
    if (key.kind === "same") {
      return [
        columnOf(binder, left, key.name, names, key.at),
        columnOf(binder, right, key.name, names, key.at),
        key.at,
      ] as const;
    }
    const swapped = sideOf(key.left) === "$right";
    if (sideOf(key.left) === undefined || sideOf(key.left) === sideOf(key.right)) {
      throw semanticError("join-key", "A pair of a join is '$left.Name == $right.Name'", key.at);
    }
    const [l, r] = swapped ? [key.right, key.left] : [key.left, key.right];
    return [
      columnOf(binder, left, nameOf(l), names, l.at),
      columnOf(binder, right, nameOf(r), names, r.at),
      key.at,
    ] as const;
  });
  for (const [l, r, at] of pairs) {
    if (l.type === "dynamic" || r.type === "dynamic") {
      throw semanticError(
        "dynamic-key",
        "Rows cannot be joined on a dynamic value: extend a column with tostring(…)",
        at,
      );
    }
    if (l.type !== r.type && !(isNumeric(l.type) && isNumeric(r.type))) {
      throw semanticError("bad-types", `'${l.name}' is a ${l.type} and '${r.name}' a ${r.type}: cast one of them`, at);
    }
  }
  return { left: pairs.map(([l]) => l), right: pairs.map(([, r]) => r) };
}

function sideOf(expression: Expression): "$left" | "$right" | undefined {
  if (expression.kind !== "member" || expression.of.kind !== "name") return undefined;
  const { name } = expression.of;
  return name === "$left" || name === "$right" ? name : undefined;
}

const nameOf = (expression: Expression) => (expression as Extract<Expression, { kind: "member" }>).key;

function columnOf(binder: Binder, relation: Relation, name: string, names: Names, at: number): Bound {
  const bound = bindName(binder, name, { columns: relation.columns, names }, at);
  if (bound.column === undefined) throw semanticError("join-key", `'${name}' is no column of both sides`, at);
  return bound;
}

/** Rows of the right side by their key; rows with a null in it meet none. */
function index(rows: readonly Row[], keys: readonly Bound[]): ReadonlyMap<Value, number[]> {
  const found = new Map<Value, number[]>();
  for (const [position, row] of rows.entries()) {
    const key = keyFor(row, keys);
    if (key === undefined) continue;
    const there = found.get(key);
    if (there) there.push(position);
    else found.set(key, [position]);
  }
  return found;
}

/** The key of a row; undefined when it has a null. */
export function keyFor(row: Row, keys: readonly Bound[]): Value | undefined {
  const [only] = keys;
  if (keys.length === 1 && only) return only.value(row) ?? undefined;
  const parts: string[] = [];
  for (const key of keys) {
    const value = key.value(row);
    if (value === null) return undefined;
    parts.push(keyOf(value));
  }
  return parts.join("|");
}

const emptyRow = (columns: readonly Column[]): Row => columns.map((column) => (column.type === "string" ? "" : null));

/** Columns of the left side, then those of the right; a name that is taken gets a number. */
function bothColumns(left: Relation, right: Relation): readonly Column[] {
  const list = new ColumnList();
  for (const { name, type } of [...left.columns, ...right.columns]) list.add(name, type);
  return list.columns;
}

/** `join`: `innerunique` unless said, which takes one row of the left side for each key. */
export function join(
  binder: Binder,
  left: Relation,
  right: Relation,
  kind: JoinKind,
  on: readonly JoinKey[],
  names: Names,
): Relation {
  const keys = bindJoinKeys(binder, left, right, on, names);
  const { budget } = binder.env;
  const read = () => {
    const [l, r] = [left.rows(), right.rows()];
    budget.step(l.length + r.length);
    return [l, r] as const;
  };
  switch (kind) {
    case "leftsemi":
    case "leftanti":
      return {
        columns: left.columns,
        isSerialized: false,
        rows: () => filterBy(...read(), keys.left, keys.right, kind === "leftsemi"),
      };
    case "rightsemi":
    case "rightanti": {
      const swapped = () => read().toReversed() as [readonly Row[], readonly Row[]];
      return {
        columns: right.columns,
        isSerialized: false,
        rows: () => filterBy(...swapped(), keys.right, keys.left, kind === "rightsemi"),
      };
    }
    default: {
      const columns = bothColumns(left, right);
      const rows = () => {
        const [l, r] = read();
        const met = kind === "innerunique" ? firstOfEach(l, keys.left) : l;
        return pair(met, r, keys, {
          keepsLeft: kind === "leftouter" || kind === "fullouter",
          keepsRight: kind === "rightouter" || kind === "fullouter",
          noLeft: emptyRow(left.columns),
          noRight: emptyRow(right.columns),
          made: () => budget.hold(columns.length),
        });
      };
      return { columns, isSerialized: false, rows };
    }
  }
}

/** The rows whose key the other side has, or has not. */
function filterBy(
  rows: readonly Row[],
  others: readonly Row[],
  keys: readonly Bound[],
  otherKeys: readonly Bound[],
  whenThere: boolean,
): readonly Row[] {
  const there = new Set(others.map((row) => keyFor(row, otherKeys)));
  there.delete(undefined);
  return rows.filter((row) => there.has(keyFor(row, keys)) === whenThere);
}

function firstOfEach(rows: readonly Row[], keys: readonly Bound[]): readonly Row[] {
  const found = new Map<Value, Row>();
  for (const row of rows) {
    const key = keyFor(row, keys);
    if (key !== undefined && !found.has(key)) found.set(key, row);
  }
  return [...found.values()];
}

interface Pairing {
  readonly keepsLeft: boolean;
  readonly keepsRight: boolean;
  readonly noLeft: Row;
  readonly noRight: Row;
  readonly made: () => void;
}

/** Every left row beside every right row of its key. */
export function pair(left: readonly Row[], right: readonly Row[], keys: Keys, how: Pairing): readonly Row[] {
  const positions = index(right, keys.right);
  const isMet = new Uint8Array(how.keepsRight ? right.length : 0);
  const made: Row[] = [];
  const add = (row: Row) => {
    how.made();
    made.push(row);
  };
  for (const row of left) {
    const key = keyFor(row, keys.left);
    const matches = key === undefined ? undefined : positions.get(key);
    for (const position of matches ?? []) {
      if (how.keepsRight) isMet[position] = 1;
      add([...row, ...(right[position] as Row)]);
    }
    if (!matches && how.keepsLeft) add([...row, ...how.noRight]);
  }
  if (how.keepsRight) {
    for (const [position, row] of right.entries()) if (!isMet[position]) add([...how.noLeft, ...row]);
  }
  return made;
}

/** `lookup`: the columns of a table of facts that are no keys, beside each row. */
export function lookup(
  binder: Binder,
  left: Relation,
  right: Relation,
  kind: "leftouter" | "inner",
  on: readonly JoinKey[],
  names: Names,
): Relation {
  const keys = bindJoinKeys(binder, left, right, on, names);
  const keyColumns = new Set(keys.right.map((key) => key.column));
  const kept = right.columns.flatMap((_, position) => (keyColumns.has(position) ? [] : [position]));
  const list = new ColumnList();
  const shown = kept.map((position) => right.columns[position] as Column);
  for (const { name, type } of [...left.columns, ...shown]) list.add(name, type);
  const width = left.columns.length;
  const rows = () => {
    const [l, r] = [left.rows(), right.rows()];
    binder.env.budget.step(l.length + r.length);
    const both = pair(l, r, keys, {
      keepsLeft: kind === "leftouter",
      keepsRight: false,
      noLeft: [],
      noRight: emptyRow(right.columns),
      made: () => binder.env.budget.hold(list.columns.length),
    });
    return both.map((row) => [...row.slice(0, width), ...kept.map((position) => row[width + position] as Value)]);
  };
  return { columns: list.columns, isSerialized: false, rows };
}
