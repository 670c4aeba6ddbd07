import type { Binder, Names, Relation } from "../bind/scope.ts";
import { semanticError, unsupported } from "../error.ts";
import type { Named } from "../syntax/ast.ts";
import { type Column, type Dynamic, Instant, type Row, Span, type Type, type Value } from "../types.ts";
import { convert } from "../values/convert.ts";
import { isBag } from "../values/dynamic.ts";
import { fixed } from "./groups.ts";

/** `evaluate`: of the plugins there is `bag_unpack`. Its columns depend on the rows, which are read for it at once. */
export function evaluate(
  binder: Binder,
  relation: Relation,
  name: string,
  args: readonly Named[],
  names: Names,
  at: number,
): Relation {
  if (name !== "bag_unpack") throw unsupported(`The plugin '${name}'`, at);
  const named = args.find((arg) => arg.names.length > 0);
  if (named) throw unsupported(`The argument '${named.names[0]}' of 'bag_unpack'`, named.of.at);
  const [of, prefix, ...more] = args.map((arg) => binder.expression(arg.of, { columns: relation.columns, names }));
  if (more.length > 0) throw unsupported("'bag_unpack' with more than a prefix", at);
  if (of?.column === undefined || of.type !== "dynamic")
    throw semanticError("bad-types", "'bag_unpack' takes a dynamic column", at);
  const start = prefix ? String(fixed(prefix, "bag_unpack")) : "";
  binder.env.need(relation.columns);
  const rows = relation.rows();
  const types = new Map<string, Type>();
  for (const row of rows) {
    const bag = of.value(row) as Dynamic;
    if (!isBag(bag)) continue;
    binder.env.budget.step(Object.keys(bag).length);
    for (const [key, value] of Object.entries(bag)) {
      if (value !== null) types.set(key, common(types.get(key), value));
    }
  }
  const kept = relation.columns.flatMap((_, index) => (index === of.column ? [] : [index]));
  const taken = kept.map((index) => relation.columns[index] as Column);
  const keys = [...types.keys()].sort();
  const unpacked = keys.map((key): Column => ({ name: start + key, type: types.get(key) as Type }));
  const twice = unpacked.find((column) => taken.some((each) => each.name === column.name));
  if (twice)
    throw semanticError(
      "duplicate-column",
      `There is a column '${twice.name}' already: give 'bag_unpack' a prefix`,
      at,
    );
  return {
    columns: [...taken, ...unpacked],
    isSerialized: relation.isSerialized,
    rows: () =>
      rows.map((row): Row => {
        const bag = of.value(row) as Dynamic;
        binder.env.budget.hold(taken.length + keys.length);
        const values = keys.map((key): Value => {
          const value = isBag(bag) && Object.hasOwn(bag, key) ? (bag[key] as Dynamic) : null;
          return convert(value, "dynamic", types.get(key) as Type);
        });
        return [...kept.map((index) => row[index] as Value), ...values];
      }),
  };
}

/** The type of all values of a name: their own where they agree, else dynamic. */
function common(before: Type | undefined, value: Dynamic): Type {
  const own = typeOf(value);
  if (before === undefined || before === own) return own;
  return (before === "long" || before === "real") && (own === "long" || own === "real") ? "real" : "dynamic";
}

function typeOf(value: Dynamic): Type {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "long" : "real";
  if (typeof value === "string") return "string";
  return value instanceof Instant ? "datetime" : value instanceof Span ? "timespan" : "dynamic";
}
