import { type Bound, constantValue } from "../bind/bound.ts";
import { semanticError } from "../error.ts";
import { bagOf } from "../functions/dynamic.ts";
import type { Dynamic } from "../types.ts";
import { keyOf } from "../values/compare.ts";
import { isBag, isList, toDynamic } from "../values/dynamic.ts";
import { type Accumulator, type AggregateCall, argumentName, type BindAggregate } from "./aggregate.ts";
import { mustTake } from "./arguments.ts";
import { conditionOf } from "./counts.ts";

/** Most items when nobody says so. */
const usualMost = 1_048_576;

interface Collection {
  readonly prefix: string;
  readonly start: (of: Bound, condition: Bound | undefined, most: number) => Accumulator;
}

function collection({ prefix, start }: Collection): BindAggregate {
  return (call) => {
    const isConditional = call.name.endsWith("_if");
    const fixed = isConditional ? 2 : 1;
    mustTake(call, fixed, fixed + 1);
    const of = call.bind((call.args[0] as AggregateCall["args"][number]).of);
    const condition = isConditional ? conditionOf(call, 1) : undefined;
    const most = mostOf(call, fixed);
    return [{ type: "dynamic", name: `${prefix}_${argumentName(call, of)}`, start: () => start(of, condition, most) }];
  };
}

function mostOf(call: AggregateCall, index: number): number {
  const arg = call.args[index];
  if (!arg) return usualMost;
  const bound = call.bind(arg.of);
  const value = bound.isConstant ? constantValue(bound) : undefined;
  if (typeof value !== "number")
    throw semanticError("not-constant", `'${call.name}' wants a fixed number of items`, bound.at);
  return Math.min(value, usualMost);
}

function list(of: Bound, condition: Bound | undefined, most: number): Accumulator {
  const items: Dynamic[] = [];
  return {
    add(row) {
      if (items.length >= most || (condition && condition.value(row) !== true)) return;
      const value = of.value(row);
      if (value !== null) items.push(toDynamic(value, of.type));
    },
    result: () => items,
  };
}

/** Values once, in the order of their first coming; arrays give their items. */
function set(of: Bound, condition: Bound | undefined, most: number): Accumulator {
  const items = new Map<string, Dynamic>();
  return {
    add(row) {
      if (condition && condition.value(row) !== true) return;
      const value = of.value(row);
      for (const each of of.type === "dynamic" && isList(value) ? value : [value]) {
        if (each === null || items.size >= most) continue;
        const item = toDynamic(each, of.type);
        const key = keyOf(item);
        if (!items.has(key)) items.set(key, item);
      }
    },
    result: () => [...items.values()],
  };
}

function bag(of: Bound, condition: Bound | undefined, most: number): Accumulator {
  const entries = new Map<string, Dynamic>();
  return {
    add(row) {
      if (condition && condition.value(row) !== true) return;
      const value = of.value(row);
      if (!isBag(value)) return;
      for (const [key, item] of Object.entries(value)) {
        if (!entries.has(key) && entries.size < most) entries.set(key, item);
      }
    },
    result: () => bagOf(entries),
  };
}

const lists = collection({ prefix: "list", start: list });
const sets = collection({ prefix: "set", start: set });
const bags: BindAggregate = (call) => {
  const of = call.args[0] && call.bind(call.args[0].of);
  if (of && of.type !== "dynamic") throw semanticError("bad-types", `'${call.name}' takes no ${of.type}`, of.at);
  return collection({ prefix: "bag", start: bag })(call);
};

/** Aggregates that make arrays and bags. */
export const collections: Readonly<Record<string, BindAggregate>> = {
  make_list: lists,
  makelist: lists,
  make_list_if: lists,
  make_set: sets,
  makeset: sets,
  make_set_if: sets,
  make_bag: bags,
  make_bag_if: bags,
};
