import type { Bound } from "../bind/bound.ts";
import { runtimeError, semanticError } from "../error.ts";
import { isNumeric, type Type, type Value } from "../types.ts";
import { type Accumulator, type AggregateCall, argumentName, type BindAggregate } from "./aggregate.ts";
import { mustTake } from "./arguments.ts";
import { conditionOf } from "./counts.ts";

/** Binds an aggregate of numbers, with a condition when its name ends in `if`. */
function numbers(
  type: (of: Type) => Type,
  start: (type: Type, at: number) => Numbers,
  takesDatetime = false,
): BindAggregate {
  return (call) => {
    const isConditional = call.name.endsWith("if");
    mustTake(call, isConditional ? 2 : 1, isConditional ? 2 : 1);
    const of = call.bind((call.args[0] as AggregateCall["args"][number]).of);
    mustBeSummable(of, call, takesDatetime);
    const condition = isConditional ? conditionOf(call, 1) : undefined;
    const result = type(of.type);
    const name = `${call.name}_${argumentName(call, of)}`;
    return [{ type: result, name, start: () => accumulate(of, condition, start(result, call.at)) }];
  };
}

function mustBeSummable(of: Bound, call: AggregateCall, takesDatetime: boolean): void {
  if (isNumeric(of.type) || of.type === "timespan" || (takesDatetime && of.type === "datetime")) return;
  const hint = of.type === "dynamic" || of.type === "string" ? ": cast it, as in toreal(…)" : "";
  throw semanticError("bad-types", `'${call.name}' takes no ${of.type}${hint}`, of.at);
}

interface Numbers {
  add(value: number): void;
  result(): Value;
}

function accumulate(of: Bound, condition: Bound | undefined, into: Numbers): Accumulator {
  return {
    add(row) {
      if (condition && condition.value(row) !== true) return;
      const value = of.value(row);
      if (value !== null) into.add(value as number);
    },
    result: () => into.result(),
  };
}

function sum(type: Type, at: number): Numbers {
  let total = 0;
  return {
    add(value) {
      total += value;
    },
    result() {
      if (type !== "long" || Number.isSafeInteger(total)) return total;
      throw runtimeError(
        "beyond-exact",
        "A sum of whole numbers goes beyond 2^53, where it would not be exact: sum toreal(…)",
        at,
      );
    },
  };
}

function average(type: Type): Numbers {
  let total = 0;
  let count = 0;
  return {
    add(value) {
      total += value;
      count++;
    },
    result() {
      if (count === 0) return null;
      return type === "real" ? total / count : Math.round(total / count);
    },
  };
}

/** Welford's way, which stays exact for large values that lie near each other. */
function variance(isSample: boolean, isRoot: boolean): () => Numbers {
  return () => {
    let count = 0;
    let mean = 0;
    let squares = 0;
    return {
      add(value) {
        count++;
        const before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
      },
      result() {
        const over = isSample ? count - 1 : count;
        const found = over > 0 ? squares / over : 0;
        return isRoot ? Math.sqrt(found) : found;
      },
    };
  };
}

const real = (): Type => "real";
const summed = (of: Type): Type => (of === "int" ? "long" : of);
const averaged = (of: Type): Type => (isNumeric(of) ? "real" : of);

/** Aggregates that add up. */
export const sums: Readonly<Record<string, BindAggregate>> = {
  sum: numbers(summed, sum),
  sumif: numbers(summed, sum),
  avg: numbers(averaged, average, true),
  avgif: numbers(averaged, average, true),
  stdev: numbers(real, variance(true, true)),
  stdevif: numbers(real, variance(true, true)),
  stdevp: numbers(real, variance(false, true)),
  variance: numbers(real, variance(true, false)),
  varianceif: numbers(real, variance(true, false)),
  variancep: numbers(real, variance(false, false)),
};
