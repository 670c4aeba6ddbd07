import { compareValues, equalValues, typeOf, type Value } from "./values.ts";

type Operator = (left: Value, right: Value) => Value;

const arithmetic =
  (compute: (left: number, right: number) => number): Operator =>
  (left, right) => {
    if (typeof left !== "number" || typeof right !== "number") return undefined;
    const result = compute(left, right);
    return Number.isFinite(result) ? result : undefined;
  };

const equality =
  (wanted: boolean): Operator =>
  (left, right) =>
    left === undefined || right === undefined ? undefined : equalValues(left, right) === wanted;

/** Values of different types have no order: the result is undefined. */
const ordering =
  (test: (difference: number) => boolean): Operator =>
  (left, right) =>
    left === undefined || typeOf(left) !== typeOf(right) ? undefined : test(compareValues(left, right));

/** The operators with two operands. */
export const binaryOperators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["=", equality(true)],
  ["!=", equality(false)],
  ["<", ordering((difference) => difference < 0)],
  ["<=", ordering((difference) => difference <= 0)],
  [">", ordering((difference) => difference > 0)],
  [">=", ordering((difference) => difference >= 0)],
  ["+", arithmetic((left, right) => left + right)],
  ["-", arithmetic((left, right) => left - right)],
  ["*", arithmetic((left, right) => left * right)],
  ["/", arithmetic((left, right) => left / right)],
  ["%", arithmetic((left, right) => left % right)],
  ["&", arithmetic((left, right) => left & right)],
  ["|", arithmetic((left, right) => left | right)],
  ["^", arithmetic((left, right) => left ^ right)],
  ["||", (left, right) => (typeof left === "string" && typeof right === "string" ? left + right : undefined)],
  ["??", (left, right) => (left === undefined ? right : left)],
]);
