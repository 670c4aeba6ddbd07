import { isValueList, isValueObject, kindOf, sameValue, type Value } from "../value.ts";
import { type FunctionTable, flagAt, numberAt, refuse, takes, textAt } from "./function.ts";

/** Functions that compare and decide, and those of numbers. `if` is with the evaluator, because it looks at one branch only. */
export const logicFunctions: FunctionTable = {
  and: takes(2, undefined, (values, name) => values.every((_, index) => flagAt(values, index, name))),
  bool: takes(1, 1, (values, name) => {
    const [value = null] = values;
    if (typeof value === "boolean") return value;
    if (typeof value === "number") return value !== 0;
    const text = textAt(values, 0, name).toLowerCase();
    return text === "true" || text === "1" || (text !== "false" && text !== "0" && refuse(name, "it is no bool."));
  }),
  coalesce: takes(1, undefined, (values) => values.find((value) => value !== null) ?? null),
  equals: takes(2, 2, ([left = null, right = null]) => sameValue(left, right)),
  false: takes(0, 0, () => false),
  greater: takes(2, 2, (values, name) => compared(values, name) > 0),
  greaterorequals: takes(2, 2, (values, name) => compared(values, name) >= 0),
  less: takes(2, 2, (values, name) => compared(values, name) < 0),
  lessorequals: takes(2, 2, (values, name) => compared(values, name) <= 0),
  not: takes(1, 1, (values, name) => !flagAt(values, 0, name)),
  null: takes(0, 0, () => null),
  or: takes(2, undefined, (values, name) => values.some((_, index) => flagAt(values, index, name))),
  true: takes(0, 0, () => true),

  add: takes(2, 2, (values, name) => numberAt(values, 0, name) + numberAt(values, 1, name)),
  div: takes(2, 2, (values, name) => Math.trunc(numberAt(values, 0, name) / divisor(values, name))),
  int: takes(1, 1, (values, name) => {
    const [value = null] = values;
    if (typeof value === "number") return value;
    const text = textAt(values, 0, name);
    return /^[+-]?\d+$/.test(text) ? Number(text) : refuse(name, `${JSON.stringify(text)} is no whole number.`);
  }),
  max: takes(1, undefined, (values, name) => Math.max(...numbers(values, name))),
  min: takes(1, undefined, (values, name) => Math.min(...numbers(values, name))),
  mod: takes(2, 2, (values, name) => numberAt(values, 0, name) % divisor(values, name)),
  mul: takes(2, 2, (values, name) => numberAt(values, 0, name) * numberAt(values, 1, name)),
  range: takes(2, 2, (values, name) => {
    const [start, count] = [numberAt(values, 0, name), numberAt(values, 1, name)];
    if (count < 0 || count > 10_000) refuse(name, "the count must be from 0 to 10,000.");
    return Array.from({ length: count }, (_, index) => start + index);
  }),
  sub: takes(2, 2, (values, name) => numberAt(values, 0, name) - numberAt(values, 1, name)),
};

/** Functions that are asked whether something is nothing. */
export const emptyFunctions: FunctionTable = {
  empty: takes(1, 1, ([value = null], name) => {
    if (value === null || value === "") return true;
    if (isValueList(value)) return value.length === 0;
    if (isValueObject(value)) return Object.keys(value).length === 0;
    return typeof value === "string" ? false : refuse(name, `the argument is ${kindOf(value)}.`);
  }),
};

function compared(values: readonly Value[], name: string): number {
  const [left = null, right = null] = values;
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [one, other] = [textAt(values, 0, name), textAt(values, 1, name)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function numbers(values: readonly Value[], name: string): readonly number[] {
  const flat = values.length === 1 && isValueList(values[0]) ? values[0] : values;
  return flat.map((_, index) => numberAt(flat, index, name));
}

function divisor(values: readonly Value[], name: string): number {
  return numberAt(values, 1, name) || refuse(name, "the divisor is 0.");
}
