import type { constant } from "../bind/bound.ts";
import { nearest } from "../bind/name.ts";
import type { Binder, Names, Relation } from "../bind/scope.ts";
import { callDeclared } from "../bind/user-function.ts";
import { semanticError, unsupported } from "../error.ts";
import type { Source } from "../syntax/ast.ts";
import { isNumeric, type Row, type Type, type Value } from "../types.ts";
import { convert } from "../values/convert.ts";
import { ColumnList } from "./columns.ts";
import { fixed } from "./groups.ts";
import { oneName } from "./project.ts";
import { search } from "./search.ts";
import { union } from "./union.ts";

/** Rows that a query begins with. */
export function bindSource(binder: Binder, source: Source, names: Names): Relation {
  switch (source.kind) {
    case "table":
      return table(binder, source.name, names, source.at);
    case "query":
      return binder.query(source.query, names);
    case "call":
      return call(binder, source, names);
    case "datatable":
      return datatable(binder, source, names);
    case "print":
      return print(binder, source, names);
    case "range":
      return range(binder, source, names);
    case "union":
      return union(binder, source, names);
    case "search":
      return search(binder, source, names);
  }
}

function table(binder: Binder, name: string, names: Names, at: number): Relation {
  const meaning = names.get(name);
  if (meaning?.kind === "table") return meaning.relation;
  if (meaning?.kind === "scalar") throw semanticError("not-rows", `'${name}' is a value where rows are expected`, at);
  if (meaning?.kind === "function" && meaning.parameters.length === 0)
    return rowsOf(binder, meaning, name, [], names, at);
  const found = binder.env.table(name);
  if (found) return found;
  const near = nearest(name, binder.env.tableNames);
  throw semanticError("unknown-table", `There is no table '${name}'${near ? `; did you mean '${near}'?` : ""}`, at);
}

type Declared = Extract<ReturnType<Names["get"]>, { kind: "function" }>;

function rowsOf(
  binder: Binder,
  meaning: Declared,
  name: string,
  args: Extract<Source, { kind: "call" }>["args"],
  names: Names,
  at: number,
): Relation {
  const result = callDeclared(binder, meaning, name, args, { columns: [], names }, at);
  if (result.kind === "table") return result.relation;
  throw semanticError("not-rows", `'${name}' gives a value where rows are expected`, at);
}

function call(binder: Binder, source: Extract<Source, { kind: "call" }>, names: Names): Relation {
  const { name, args, at } = source;
  const meaning = names.get(name);
  if (meaning?.kind === "function") return rowsOf(binder, meaning, name, args, names, at);
  const [only] = args;
  if ((name === "materialize" || name === "view") && args.length === 1 && only) {
    const { of } = only;
    const inner =
      of.kind === "query"
        ? binder.query(of.query, names)
        : of.kind === "name"
          ? table(binder, of.name, names, at)
          : undefined;
    if (!inner) throw semanticError("not-rows", `'${name}' takes rows`, at);
    return once(inner);
  }
  if (name === "table" && only?.of.kind === "literal" && only.of.type === "string") {
    return table(binder, only.of.value as string, names, at);
  }
  if (name === "table") throw unsupported("'table(…)' of anything but a literal", at);
  throw semanticError("unknown-function", `There is no function '${name}' that gives rows`, at);
}

/** Rows that are made once, however often they are read. */
export function once(relation: Relation): Relation {
  let known: readonly Row[] | undefined;
  return {
    ...relation,
    rows() {
      known ??= relation.rows();
      return known;
    },
  };
}

function datatable(binder: Binder, source: Extract<Source, { kind: "datatable" }>, names: Names): Relation {
  const values = source.values.map((expression, index): Value => {
    const bound = binder.expression(expression, { columns: [], names });
    const { type } = source.columns[index % source.columns.length] as { type: Type };
    return asColumn(fixed(bound, "datatable"), bound.type, type, expression.at);
  });
  const list = new ColumnList();
  for (const { name, type, at } of source.columns) list.declare(name, type, at);
  const width = source.columns.length;
  const rows: Row[] = [];
  for (let at = 0; at < values.length; at += width) rows.push(values.slice(at, at + width));
  return { columns: list.columns, isSerialized: true, rows: () => rows };
}

/** A literal as a value of its column. */
function asColumn(value: Value, from: Type, to: Type, at: number): Value {
  if (from === to || (isNumeric(from) && to === "real") || to === "dynamic") return convert(value, from, to);
  const found = convert(value, from, to);
  if (found === null && value !== null && value !== "") {
    throw semanticError("bad-types", `This ${from} is no ${to}`, at);
  }
  return found;
}

function print(binder: Binder, source: Extract<Source, { kind: "print" }>, names: Names): Relation {
  const list = new ColumnList();
  const values = source.items.map((item, index) => {
    const bound = binder.expression(item.of, { columns: [], names });
    const name = oneName(item);
    if (name === undefined) list.add(`print_${index}`, bound.type);
    else list.declare(name, bound.type, item.of.at);
    return bound;
  });
  return { columns: list.columns, isSerialized: true, rows: () => [values.map((bound) => bound.value([]))] };
}

function range(binder: Binder, source: Extract<Source, { kind: "range" }>, names: Names): Relation {
  const [from, to, step] = [source.from, source.to, source.step].map((each) =>
    binder.expression(each, { columns: [], names }),
  ) as [ReturnType<typeof constant>, ReturnType<typeof constant>, ReturnType<typeof constant>];
  const type = rangeType(from.type, to.type, step.type);
  if (type === undefined) {
    throw semanticError("bad-types", `A range goes not from ${from.type} to ${to.type} by ${step.type}`, source.at);
  }
  const rows = () => {
    const [first, last, by] = [from, to, step].map((each) => fixed(each, "range")) as [number, number, number];
    if (by === 0) throw semanticError("bad-argument", "A range with a step of zero has no end", source.step.at);
    const made: Row[] = [];
    for (let index = 0; ; index++) {
      const value = first + index * by;
      if (by > 0 ? value > last : value < last) return made;
      binder.env.budget.hold(1);
      made.push([value]);
    }
  };
  return { columns: [{ name: source.name, type }], isSerialized: true, rows };
}

function rangeType(from: Type, to: Type, step: Type): Type | undefined {
  if (from === "datetime" && to === "datetime") return step === "timespan" ? "datetime" : undefined;
  if (from === "timespan" && to === "timespan") return step === "timespan" ? "timespan" : undefined;
  const all = [from, to, step];
  if (!all.every(isNumeric)) return undefined;
  return all.includes("real") ? "real" : "long";
}
