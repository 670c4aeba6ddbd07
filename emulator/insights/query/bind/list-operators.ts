import { semanticError } from "../error.ts";
import type { Expression, ListOp } from "../syntax/ast.ts";
import type { Dynamic, Row, Type, Value } from "../types.ts";
import { keyOf } from "../values/compare.ts";
import { convert } from "../values/convert.ts";
import { dynamicText, isList } from "../values/dynamic.ts";
import { fold } from "../values/text.ts";
import { type Bound, derived } from "./bound.ts";
import { comparable } from "./comparison.ts";
import type { Binder, Scope } from "./scope.ts";
import { bindHasList, textOf } from "./text-operators.ts";

type ListExpression = Extract<Expression, { kind: "list" }>;

/** What the items of a list come to, with the type that they have; read when the first row is. */
interface Items {
  readonly type: Type;
  readonly from: readonly Bound[];
  readonly values: (row: Row) => readonly Value[];
}

/** `in`, `!in`, `in~`, `!in~`, `has_any`, `has_all`: over values, a dynamic array, or the first column of rows. */
export function bindList(binder: Binder, expression: ListExpression, scope: Scope): Bound {
  const left = binder.expression(expression.left, scope);
  const items = expression.items.map((item) => bindItem(binder, item, scope));
  const isConstant = items.every((each) => each.from.every((bound) => bound.isConstant));
  if (!isConstant) return bindVarying(expression.op, left, items, expression.at);
  const all = memo(() => items.flatMap((each) => each.values([]).map((value) => ({ value, type: each.type }))));
  if (expression.op === "has_any" || expression.op === "has_all") {
    return bindHasList(expression.op, left, () => all().map((each) => text(each.value, each.type)), expression.at);
  }
  for (const each of items) mustCompare(left, each.type, expression.at);
  const isNegated = expression.op.startsWith("!");
  const key = keyer(expression.op, left);
  const set = memo(
    () =>
      new Set(
        all()
          .filter((each) => each.value !== null)
          .map((each) => key.item(each.value, each.type)),
      ),
  );
  return derived("bool", [left], (row) => set().has(key.left(row)) !== isNegated, expression.at);
}

function memo<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
}

function bindItem(binder: Binder, item: Expression, scope: Scope): Items {
  const rows = relationOf(binder, item, scope);
  if (rows) {
    const [first] = rows.columns;
    if (!first) throw semanticError("no-columns", "The rows of the list have no column", item.at);
    binder.env.need([first]);
    return { type: first.type, from: [], values: () => rows.rows().map((row) => row[0] as Value) };
  }
  const bound = binder.expression(item, scope);
  if (bound.type !== "dynamic") return { type: bound.type, from: [bound], values: (row) => [bound.value(row)] };
  return {
    type: "dynamic",
    from: [bound],
    values: (row) => {
      const value = bound.value(row);
      return isList(value) ? value : [value];
    },
  };
}

/** Rows, when the item is a query or the name of some. */
function relationOf(binder: Binder, item: Expression, scope: Scope) {
  if (item.kind === "query") return binder.query(item.query, scope.names);
  const isName = item.kind === "name" && !scope.columns.some((column) => column.name === item.name);
  const meaning = item.kind === "call" || isName ? scope.names.get(item.name) : undefined;
  if (item.kind === "name" && isName && meaning === undefined) return binder.env.table(item.name);
  if (item.kind === "name" && meaning?.kind === "table") return meaning.relation;
  if (item.kind !== "call" || meaning?.kind !== "function") return undefined;
  const source = { kind: "call", name: item.name, args: item.args, at: item.at } as const;
  const isRows = meaning.body.result.kind === "query";
  return isRows ? binder.query({ source, steps: [], at: item.at }, scope.names) : undefined;
}

function mustCompare(left: Bound, type: Type, at: number): void {
  const isTextAndBool = left.type !== type && [left.type, type].every((each) => each === "string" || each === "bool");
  if (comparable(left.type, type) && !isTextAndBool) return;
  throw semanticError("bad-types", `A ${left.type} is never in a list of ${type}: cast one of them`, at);
}

const text = (value: Value, type: Type) =>
  (type === "dynamic" ? dynamicText(value) : convert(value, type, "string")) as string;

/** How values become keys of a set. */
function keyer(op: ListOp, left: Bound) {
  const isText = left.type === "string" || op.endsWith("~");
  if (!isText) {
    const type = left.type;
    return {
      left: (row: Row) => keyOf(left.value(row)),
      item: (value: Value, from: Type) =>
        keyOf(from === "dynamic" ? (convert(value as Dynamic, from, type) as Value) : value),
    };
  }
  const of = textOf(left, op);
  const map = op.endsWith("~") ? fold : (each: string) => each;
  return { left: (row: Row) => map(of(row)), item: (value: Value, from: Type) => map(text(value, from)) };
}

/** A list whose values differ from row to row. */
function bindVarying(op: ListOp, left: Bound, items: readonly Items[], at: number): Bound {
  if (op === "has_any" || op === "has_all") {
    throw semanticError("not-constant", `'${op}' wants values that are the same for all rows`, at);
  }
  for (const each of items) mustCompare(left, each.type, at);
  const key = keyer(op, left);
  const isNegated = op.startsWith("!");
  const isIn = (row: Row) => {
    const wanted = key.left(row);
    return items.some((each) => each.values(row).some((value) => key.item(value, each.type) === wanted));
  };
  return derived("bool", [left, ...items.flatMap((each) => each.from)], (row) => isIn(row) !== isNegated, at);
}
