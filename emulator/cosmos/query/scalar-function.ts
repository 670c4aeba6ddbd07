import type { Value } from "./values.ts";

/** A scalar function: its least and most arguments, and what it gives. A wrong type of argument gives undefined. */
export interface ScalarFunction {
  readonly least: number;
  readonly most: number;
  readonly apply: (args: readonly Value[]) => Value;
}

/** A function of so many arguments. */
export const of = (least: number, most: number, apply: ScalarFunction["apply"]): ScalarFunction => ({
  least,
  most,
  apply,
});

export const isText = (value: Value): value is string => typeof value === "string";
export const isNumber = (value: Value): value is number => typeof value === "number";
