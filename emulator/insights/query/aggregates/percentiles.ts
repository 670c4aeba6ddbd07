import { type Bound, constantValue } from "../bind/bound.ts";
import { semanticError } from "../error.ts";
import { isNumeric, type Type, type Value } from "../types.ts";
import { toDynamic } from "../values/dynamic.ts";
import { type Accumulator, type AggregateCall, argumentName, type BindAggregate } from "./aggregate.ts";
import { mustTake } from "./arguments.ts";

/** The value at a nearest rank, which is one of the values; Kusto estimates it the same way when there are few. */
export function nearestRank(sorted: readonly number[], percentile: number): number | null {
  if (sorted.length === 0) return null;
  const rank = Math.ceil((percentile / 100) * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] as number;
}

function collect(of: Bound, show: (sorted: readonly number[]) => Value): Accumulator {
  const values: number[] = [];
  return {
    add(row) {
      const value = of.value(row) as number | null;
      if (value !== null && !Number.isNaN(value)) values.push(value);
    },
    result: () => show(Float64Array.from(values).sort() as unknown as readonly number[]),
  };
}

function bindOf(call: AggregateCall): Bound {
  const of = call.bind((call.args[0] as AggregateCall["args"][number]).of);
  if (isNumeric(of.type) || of.type === "datetime" || of.type === "timespan") return of;
  const hint = of.type === "dynamic" || of.type === "string" ? ": cast it, as in toreal(…)" : "";
  throw semanticError("bad-types", `'${call.name}' takes no ${of.type}${hint}`, of.at);
}

function percentileOf(bound: Bound): number {
  const value = bound.isConstant ? constantValue(bound) : undefined;
  if (typeof value === "number" && value >= 0 && value <= 100) return value;
  throw semanticError("bad-argument", "A percentile is a number from 0 to 100 that is the same for all rows", bound.at);
}

const typeOf = (of: Type): Type => (of === "int" ? "long" : of);

const percentiles: BindAggregate = (call) => {
  mustTake(call, 2, call.name === "percentile" ? 2 : Infinity);
  const of = bindOf(call);
  return call.args.slice(1).map((arg) => {
    const percentile = percentileOf(call.bind(arg.of));
    const name = `percentile_${argumentName(call, of)}_${String(percentile).replace(".", "_")}`;
    return { type: typeOf(of.type), name, start: () => collect(of, (sorted) => nearestRank(sorted, percentile)) };
  });
};

const array: BindAggregate = (call) => {
  mustTake(call, 2, Infinity);
  const of = bindOf(call);
  const wanted = call.args.slice(1).flatMap((arg) => {
    const bound = call.bind(arg.of);
    const value = bound.type === "dynamic" && bound.isConstant ? constantValue(bound) : undefined;
    if (!Array.isArray(value)) return [percentileOf(bound)];
    return value.map((each) => percentileOf({ ...bound, value: () => each }));
  });
  const show = (sorted: readonly number[]) => wanted.map((each) => toDynamic(nearestRank(sorted, each), of.type));
  return [{ type: "dynamic", name: `percentiles_${argumentName(call, of)}`, start: () => collect(of, show) }];
};

/** Aggregates of ranks. */
export const ranks: Readonly<Record<string, BindAggregate>> = {
  percentile: percentiles,
  percentiles,
  percentiles_array: array,
};
