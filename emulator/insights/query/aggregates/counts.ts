import type { Bound } from "../bind/bound.ts";
import { mustBeBool } from "../bind/logic.ts";
import type { Row, Type, Value } from "../types.ts";
import { keyOf } from "../values/compare.ts";
import { type Accumulator, type AggregateCall, argumentName, type BindAggregate } from "./aggregate.ts";
import { mustTake } from "./arguments.ts";

function counter(condition?: Bound): Accumulator {
  let count = 0;
  return {
    add(row) {
      if (!condition || condition.value(row) === true) count++;
    },
    result: () => count,
  };
}

const count: BindAggregate = (call) => {
  mustTake(call, 0, 0);
  return [{ type: "long", name: "count_", start: () => counter() }];
};

const countIf: BindAggregate = (call) => {
  mustTake(call, 1, 1);
  const condition = conditionOf(call, 0);
  return [{ type: "long", name: `countif_${argumentName(call, condition)}`, start: () => counter(condition) }];
};

/** The condition of an aggregate whose name ends in `if`. */
export function conditionOf(call: AggregateCall, index: number): Bound {
  const condition = call.bind((call.args[index] as AggregateCall["args"][number]).of);
  mustBeBool(condition, `'${call.name}'`);
  return condition;
}

/** Exact, where Kusto estimates; the accuracy that may be asked for changes nothing. */
function distinct(isConditional: boolean): BindAggregate {
  return (call) => {
    mustTake(call, isConditional ? 2 : 1, isConditional ? 3 : 2);
    const of = call.bind((call.args[0] as AggregateCall["args"][number]).of);
    const condition = isConditional ? conditionOf(call, 1) : undefined;
    const name = `${call.name}_${argumentName(call, of)}`;
    return [{ type: "long", name, start: () => distinctOf(of, condition) }];
  };
}

function distinctOf(of: Bound, condition: Bound | undefined): Accumulator {
  const seen = new Set<Value>();
  const key = keyer(of.type);
  return {
    add(row: Row) {
      if (condition && condition.value(row) !== true) return;
      const value = of.value(row);
      if (value !== null) seen.add(key(value));
    },
    result: () => seen.size,
  };
}

const keyer = (type: Type) => (type === "dynamic" ? keyOf : (value: Value) => value);

/** Aggregates that count. */
export const counts: Readonly<Record<string, BindAggregate>> = {
  count,
  countif: countIf,
  dcount: distinct(false),
  dcountif: distinct(true),
  count_distinct: distinct(false),
  count_distinctif: distinct(true),
};
