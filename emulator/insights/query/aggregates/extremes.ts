import type { Bound } from "../bind/bound.ts";
import { semanticError } from "../error.ts";
import type { Row, Value } from "../types.ts";
import { compare } from "../values/compare.ts";
import { type Accumulator, type Aggregate, type AggregateCall, argumentName, type BindAggregate } from "./aggregate.ts";
import { mustTake } from "./arguments.ts";
import { conditionOf } from "./counts.ts";

function mustBeOrdered(of: Bound, call: AggregateCall): void {
  if (of.type !== "dynamic" && of.type !== "guid") return;
  const hint = of.type === "dynamic" ? ": cast it, as in tolong(…)" : "";
  throw semanticError("bad-types", `'${call.name}' takes no ${of.type}${hint}`, of.at);
}

function extreme(direction: 1 | -1): BindAggregate {
  return (call) => {
    const isConditional = call.name.endsWith("if");
    mustTake(call, isConditional ? 2 : 1, isConditional ? 2 : 1);
    const of = call.bind((call.args[0] as AggregateCall["args"][number]).of);
    mustBeOrdered(of, call);
    const condition = isConditional ? conditionOf(call, 1) : undefined;
    const start = () => extremeOf(of, condition, direction);
    return [{ type: of.type, name: `${call.name}_${argumentName(call, of)}`, start }];
  };
}

function extremeOf(of: Bound, condition: Bound | undefined, direction: 1 | -1): Accumulator {
  let best: Value = null;
  return {
    add(row) {
      if (condition && condition.value(row) !== true) return;
      const value = of.value(row);
      if (value !== null && (best === null || compare(value, best) * direction > 0)) best = value;
    },
    result: () => (best === null && of.type === "string" ? "" : best),
  };
}

/** `arg_max(of, column, …)` and `arg_max(of, *)`: the row where it is most. */
function argExtreme(direction: 1 | -1): BindAggregate {
  return (call) => {
    mustTake(call, 1, Infinity);
    const of = call.bind((call.args[0] as AggregateCall["args"][number]).of);
    mustBeOrdered(of, call);
    const own = of.name ?? (direction > 0 ? "max_" : "min_");
    const others = columnsOf(call, call.args.slice(1), new Set([own]));
    // All columns are of one row: the accumulator of the first column finds it for the others.
    return [{ name: own, bound: of }, ...others].map(({ name, bound }) => ({
      name,
      type: bound.type,
      start: () => bestRow(of, bound, direction),
    }));
  };
}

function bestRow(of: Bound, shown: Bound, direction: 1 | -1): Accumulator {
  let best: Value = null;
  let row: Row | undefined;
  return {
    add(candidate) {
      const value = of.value(candidate);
      if (row !== undefined && (value === null || (best !== null && compare(value, best) * direction <= 0))) return;
      best = value;
      row = candidate;
    },
    result: () => (row ? shown.value(row) : shown.type === "string" ? "" : null),
  };
}

interface Shown {
  readonly name: string;
  readonly bound: Bound;
}

/** The columns that arguments name; `*` is all that are not grouped by. */
function columnsOf(call: AggregateCall, args: AggregateCall["args"], without: ReadonlySet<string>): Shown[] {
  return args.flatMap(({ of }): Shown[] => {
    if (of.kind !== "star") {
      const bound = call.bind(of);
      return [{ name: bound.name ?? "", bound }];
    }
    call.need();
    return call.scope.columns
      .filter((column) => !call.groupedBy.has(column.name) && !without.has(column.name))
      .map((column) => ({ name: column.name, bound: call.bind({ kind: "name", name: column.name, at: call.at }) }));
  });
}

/** Any row's values; `any` writes its name before the columns', `take_any` does not. */
const takeAny: BindAggregate = (call) => {
  mustTake(call, 1, Infinity);
  const prefix = call.name === "any" ? "any_" : "";
  return columnsOf(call, call.args, new Set()).map(
    ({ name, bound }): Aggregate => ({ name: prefix + name, type: bound.type, start: () => firstOf(bound) }),
  );
};

const takeAnyIf: BindAggregate = (call) => {
  mustTake(call, 2, 2);
  const of = call.bind((call.args[0] as AggregateCall["args"][number]).of);
  const condition = conditionOf(call, 1);
  const name = call.name === "anyif" ? `anyif_${of.name ?? ""}` : (of.name ?? "");
  return [{ name, type: of.type, start: () => firstOf(of, condition) }];
};

/** The first value; one that is there is better than null. */
function firstOf(of: Bound, condition?: Bound): Accumulator {
  const nothing = of.type === "string" ? "" : null;
  let found: Value = nothing;
  return {
    add(row) {
      if (found === nothing && (!condition || condition.value(row) === true)) found = of.value(row);
    },
    result: () => found,
  };
}

/** Aggregates that choose. */
export const extremes: Readonly<Record<string, BindAggregate>> = {
  min: extreme(-1),
  minif: extreme(-1),
  max: extreme(1),
  maxif: extreme(1),
  arg_max: argExtreme(1),
  arg_min: argExtreme(-1),
  take_any: takeAny,
  any: takeAny,
  take_anyif: takeAnyIf,
  anyif: takeAnyIf,
};
