import { compareValues, type Value } from "./values.ts";

/** Collects the values of one aggregate over one group. */
export interface Accumulator {
  /** Takes one row's value. */
  add(value: Value): void;
  /** The aggregate, or undefined when there is none. */
  result(): Value;
}

/** COUNT counts what is defined. */
function count(): Accumulator {
  let total = 0;
  return {
    add: (value) => {
      if (value !== undefined) total++;
    },
    result: () => total,
  };
}

/** SUM and AVG are undefined as soon as one value is defined and not a number. */
function sum(average: boolean): Accumulator {
  let total = 0;
  let values = 0;
  let broken = false;
  return {
    add: (value) => {
      if (value === undefined) return;
      if (typeof value !== "number") broken = true;
      else total += value;
      values++;
    },
    result: () => {
      if (broken) return undefined;
      if (!average) return total;
      return values === 0 ? undefined : total / values;
    },
  };
}

function extreme(sign: 1 | -1): Accumulator {
  let best: Value;
  return {
    add: (value) => {
      if (value === undefined || (typeof value === "object" && value !== null)) return;
      if (best === undefined || compareValues(value, best) * sign > 0) best = value;
    },
    result: () => best,
  };
}

/** The aggregate functions by upper-case name, with the name the SDK knows them by. */
export const aggregateFunctions: ReadonlyMap<string, { readonly sdkName: string; readonly make: () => Accumulator }> =
  new Map([
    ["COUNT", { sdkName: "Count", make: count }],
    ["SUM", { sdkName: "Sum", make: () => sum(false) }],
    ["AVG", { sdkName: "Average", make: () => sum(true) }],
    ["MIN", { sdkName: "Min", make: () => extreme(-1) }],
    ["MAX", { sdkName: "Max", make: () => extreme(1) }],
  ]);
