import { type Bound, constant, derived } from "../bind/bound.ts";
import { runtimeError, semanticError, unsupported } from "../error.ts";
import type { Dynamic, Type, Value } from "../types.ts";
import { keyOf } from "../values/compare.ts";
import { dynamicText, isBag, isList, toDynamic } from "../values/dynamic.ts";
import { bindAll, type Call, type Functions, type ScalarFunction } from "./function.ts";

const plain = (
  parameters: ScalarFunction["parameters"],
  result: Type,
  of: (...args: never[]) => Value,
  more: Partial<ScalarFunction> = {},
): ScalarFunction => ({
  kind: "plain",
  parameters,
  result,
  ...more,
  of: (args) => (of as (...args: readonly Value[]) => Value)(...args),
});

/** A bag that may have any name, `__proto__` too. */
export function bagOf(entries: Iterable<readonly [string, Dynamic]>): Dynamic {
  const bag: Record<string, Dynamic> = {};
  for (const [key, value] of entries) {
    Object.defineProperty(bag, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return bag;
}

function bindPack(call: Call): Bound {
  const args = bindAll(call);
  if (args.length % 2 !== 0)
    throw semanticError("argument-count", `'${call.name}' takes pairs of a name and a value`, call.at);
  return derived(
    "dynamic",
    args,
    (row) =>
      bagOf(
        args.flatMap((key, index) => {
          if (index % 2 === 1) return [];
          const value = args[index + 1] as Bound;
          return [[dynamicText(key.value(row)), toDynamic(value.value(row), value.type)] as const];
        }),
      ),
    call.at,
  );
}

/** `pack_all([ignore null and empty])` and `bag_pack_columns(…)`: columns by their names. */
function bindPackColumns(call: Call): Bound {
  const isAll = call.name === "pack_all";
  const columns = isAll
    ? call.scope.columns.map((column, index) => ({ ...column, index }))
    : bindAll(call).map((bound) => {
        if (bound.column === undefined) throw semanticError("not-column", `'${call.name}' takes columns`, bound.at);
        return { name: bound.name as string, type: bound.type, index: bound.column };
      });
  const ignores = isAll && call.args[0]?.of.kind === "literal" && call.args[0].of.value === true;
  if (isAll) call.binder.env.need(call.scope.columns);
  return {
    type: "dynamic",
    value: (row) =>
      bagOf(
        columns
          .filter((column) => !ignores || (row[column.index] !== null && row[column.index] !== ""))
          .map((column) => [column.name, toDynamic(row[column.index] as Value, column.type)]),
      ),
    isConstant: false,
    name: undefined,
    at: call.at,
  };
}

function bindArray(call: Call): Bound {
  const args = bindAll(call);
  return derived("dynamic", args, (row) => args.map((arg) => toDynamic(arg.value(row), arg.type)), call.at);
}

/** Where two bags have a name, the first one's value stays. */
function merged(bags: readonly { readonly [key: string]: Dynamic }[]): Dynamic {
  const entries = new Map<string, Dynamic>();
  for (const bag of bags) {
    for (const [key, value] of Object.entries(bag)) if (!entries.has(key)) entries.set(key, value);
  }
  return bagOf(entries);
}

/** Names that begin like a JSON path are one, and paths are not carried out. */
function refusePath(key: Value, at: number): void {
  if (typeof key === "string" && key.startsWith("$.")) throw unsupported(`The path '${key}'`, at);
}

function unique(items: readonly Dynamic[]): Dynamic[] {
  const seen = new Map(items.map((item) => [keyOf(item), item]));
  return [...seen.values()];
}

const lists = (args: readonly Value[]) => args.map((arg) => (isList(arg) ? arg : []));

const setOperation = (of: (all: readonly (readonly Dynamic[])[]) => Dynamic[]): ScalarFunction => ({
  kind: "plain",
  parameters: ["dynamic", "dynamic"],
  repeats: true,
  result: "dynamic",
  of: (args) => (args.every(isList) ? unique(of(lists(args))) : null),
});

const keysOf = (items: readonly Dynamic[]) => new Set(items.map(keyOf));

function slice(list: Dynamic, start: number, end: number): Value {
  if (!isList(list)) return null;
  const from = start < 0 ? Math.max(0, list.length + start) : start;
  const to = end < 0 ? list.length + end : end;
  return list.slice(from, to + 1);
}

const sorted = (descending: boolean): ScalarFunction => ({
  kind: "plain",
  parameters: ["dynamic"],
  result: "dynamic",
  of: ([list], _, at) => {
    if (!isList(list as Dynamic)) return null;
    return sortItems(list as readonly Dynamic[], descending, at);
  },
});

function sortItems(list: readonly Dynamic[], descending: boolean, at: number): Dynamic {
  const there = list.filter((item) => item !== null) as (number | string)[];
  const kinds = new Set(there.map((item) => typeof item));
  if (kinds.size > 1 || kinds.has("object" as never)) {
    throw runtimeError("bad-argument", "Arrays of numbers or of texts are sorted, not of both or of others", at);
  }
  there.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (descending) there.reverse();
  return [...there, ...list.filter((item) => item === null)];
}

/** Functions of arrays and bags. */
export const dynamics: Functions = {
  pack: { kind: "special", count: [2, Infinity], bind: bindPack },
  bag_pack: { kind: "special", count: [2, Infinity], bind: bindPack },
  pack_dictionary: { kind: "special", count: [2, Infinity], bind: bindPack },
  pack_all: { kind: "special", count: [0, 1], bind: bindPackColumns },
  bag_pack_columns: { kind: "special", count: [1, Infinity], bind: bindPackColumns },
  pack_array: { kind: "special", count: [1, Infinity], bind: bindArray },
  bag_keys: plain(["dynamic"], "dynamic", (bag: Dynamic) => (isBag(bag) ? Object.keys(bag) : null)),
  bag_has_key: {
    kind: "plain",
    parameters: ["dynamic", "text"],
    result: "bool",
    of: ([bag, key], _, at) => {
      refusePath(key as Value, at);
      return isBag(bag as Dynamic) ? Object.hasOwn(bag as object, key as string) : null;
    },
  },
  bag_remove_keys: {
    kind: "plain",
    parameters: ["dynamic", "dynamic"],
    result: "dynamic",
    of: ([bag, keys], _, at) => {
      if (!isBag(bag as Dynamic) || !isList(keys as Dynamic)) return null;
      for (const key of keys as readonly Dynamic[]) refusePath(key, at);
      const away = new Set(keys as readonly Dynamic[]);
      return bagOf(Object.entries(bag as Record<string, Dynamic>).filter(([key]) => !away.has(key)));
    },
  },
  bag_merge: {
    kind: "plain",
    parameters: ["dynamic", "dynamic"],
    repeats: true,
    result: "dynamic",
    takesNull: true,
    of: (bags) => (bags.some(isBag) ? merged(bags.filter(isBag)) : null),
  },
  array_length: plain(["dynamic"], "long", (list: Dynamic) => (isList(list) ? list.length : null)),
  arraylength: plain(["dynamic"], "long", (list: Dynamic) => (isList(list) ? list.length : null)),
  array_concat: {
    kind: "plain",
    parameters: ["dynamic"],
    repeats: true,
    result: "dynamic",
    of: (args) => (args.every(isList) ? lists(args).flat(1) : null) as Value,
  },
  array_slice: plain(["dynamic", "whole", "whole"], "dynamic", slice),
  array_reverse: plain(["dynamic"], "dynamic", (list: Dynamic) => (isList(list) ? list.toReversed() : null)),
  array_sum: plain(["dynamic"], "real", (list: Dynamic) =>
    isList(list) && list.every((item) => typeof item === "number")
      ? (list as number[]).reduce((a, b) => a + b, 0)
      : null,
  ),
  array_index_of: {
    kind: "plain",
    parameters: ["dynamic", "any"],
    result: "long",
    of: ([list, wanted], [, type]) => {
      if (!isList(list as Dynamic)) return null;
      const key = keyOf(toDynamic(wanted as Value, type as Type));
      return (list as readonly Dynamic[]).findIndex((item) => keyOf(item) === key);
    },
  },
  array_sort_asc: sorted(false),
  array_sort_desc: sorted(true),
  array_strcat: plain(["dynamic", "text"], "string", (list: Dynamic, delimiter: string) =>
    isList(list) ? list.map(dynamicText).join(delimiter) : null,
  ),
  strcat_array: plain(["dynamic", "text"], "string", (list: Dynamic, delimiter: string) =>
    isList(list) ? list.map(dynamicText).join(delimiter) : null,
  ),
  set_has_element: {
    kind: "plain",
    parameters: ["dynamic", "any"],
    result: "bool",
    of: ([list, wanted], [, type]) =>
      isList(list as Dynamic)
        ? keysOf(list as readonly Dynamic[]).has(keyOf(toDynamic(wanted as Value, type as Type)))
        : null,
  },
  set_union: setOperation((all) => all.flat(1) as Dynamic[]),
  set_intersect: setOperation(([first = [], ...rest]) => {
    const keys = rest.map(keysOf);
    return first.filter((item) => keys.every((each) => each.has(keyOf(item))));
  }),
  set_difference: setOperation(([first = [], ...rest]) => {
    const keys = rest.map(keysOf);
    return first.filter((item) => !keys.some((each) => each.has(keyOf(item))));
  }),
  dynamic_to_json: plain(["dynamic"], "string", dynamicText),
  column_ifexists: {
    kind: "special",
    count: [2, 2],
    bind(call) {
      const [name, fallback] = call.args as [Call["args"][number], Call["args"][number]];
      if (name.of.kind !== "literal" || typeof name.of.value !== "string") {
        throw semanticError("not-constant", "'column_ifexists' wants the name of a column as text", call.at);
      }
      const wanted = name.of.value;
      const isThere = call.scope.columns.some((column) => column.name === wanted);
      const of = isThere ? ({ kind: "name", name: wanted, at: name.of.at } as const) : fallback.of;
      const bound = call.binder.expression(of, call.scope);
      return bound;
    },
  },
  columnifexists: {
    kind: "special",
    count: [2, 2],
    bind: (call) => (dynamics["column_ifexists"] as { bind: (call: Call) => Bound }).bind(call),
  },
  rand: {
    kind: "special",
    count: [0, 1],
    bind(call) {
      const [most] = bindAll(call);
      const { random } = call.binder.env;
      const value = most
        ? (row: readonly Value[]) => Math.floor(random() * (most.value(row) as number))
        : () => random();
      return { ...constant("real", null, call.at), isConstant: false, value };
    },
  },
};
