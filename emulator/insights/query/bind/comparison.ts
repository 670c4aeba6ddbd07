import { runtimeError, semanticError } from "../error.ts";
import { type Dynamic, Instant, isNumeric, type Row, Span, type Type, type Value } from "../types.ts";
import { same } from "../values/compare.ts";
import { convert } from "../values/convert.ts";
import { dynamicText } from "../values/dynamic.ts";
import { type Bound, derived } from "./bound.ts";

type Equality = "==" | "!=";
type Order = "<" | ">" | "<=" | ">=";

/** Whether values of the types can be the same. A text may be compared with a bool: `success == false`. */
export function comparable(left: Type, right: Type): boolean {
  if (left === right || left === "dynamic" || right === "dynamic") return true;
  if (isNumeric(left) && isNumeric(right)) return true;
  return (left === "string" && right === "bool") || (left === "bool" && right === "string");
}

/** `left == right`, `left != right`: null is like no value, and unlike null it is null. */
export function bindEquality(op: Equality, left: Bound, right: Bound, at: number): Bound {
  if (!comparable(left.type, right.type)) {
    const cast = left.type === "string" || right.type === "string" ? "tostring" : `to${left.type}`;
    const message = `'${op}' is not defined for ${left.type} and ${right.type}: cast one of them, as in ${cast}(…)`;
    throw semanticError("bad-types", message, at);
  }
  const [l, r] = sides(left, right, at);
  const whenSame = op === "==";
  const isSame = left.type === "dynamic" && right.type === "dynamic" ? same : identical;
  return derived(
    "bool",
    [left, right],
    (row) => {
      const a = l(row);
      const b = r(row);
      if (a === null || b === null) return a === b ? null : !whenSame;
      return isSame(a, b) === whenSame;
    },
    at,
  );
}

const identical = (a: Value, b: Value) => a === b;

/** `left < right` and its like, for numbers and times; null when one is null. */
export function bindOrder(op: Order, left: Bound, right: Bound, at: number): Bound {
  const isOrdered = (type: Type) => isNumeric(type) || ["datetime", "timespan", "dynamic"].includes(type);
  if (!comparable(left.type, right.type) || !isOrdered(left.type) || !isOrdered(right.type)) {
    const hint = left.type === "string" && right.type === "string" ? ": strcmp() orders texts" : "";
    throw semanticError("bad-types", `'${op}' is not defined for ${left.type} and ${right.type}${hint}`, at);
  }
  const [l, r] = sides(left, right, at);
  const test = orders[op];
  return derived(
    "bool",
    [left, right],
    (row) => {
      const a = l(row);
      if (a === null) return null;
      const b = r(row);
      return b === null ? null : test(a as number, b as number);
    },
    at,
  );
}

const orders: Readonly<Record<Order, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

/** Both values, a dynamic one as the type of the other. */
export function sides(left: Bound, right: Bound, at: number): readonly [Bound["value"], Bound["value"]] {
  if (left.type === "string" && right.type === "bool") return [asBool(left), right.value];
  if (left.type === "bool" && right.type === "string") return [left.value, asBool(right)];
  if (left.type === "dynamic" && right.type === "dynamic") return [left.value, right.value];
  if (left.type === "dynamic") return [asType(left, right.type, at), right.value];
  if (right.type === "dynamic") return [left.value, asType(right, left.type, at)];
  return [left.value, right.value];
}

const asBool = (bound: Bound) => (row: Row) => convert(bound.value(row), "string", "bool");

/** A dynamic value as a value of a type. What would have to be guessed is refused: text that is compared with a number. */
function asType(bound: Bound, type: Type, at: number): Bound["value"] {
  return (row) => {
    const value = bound.value(row);
    if (type === "string") return dynamicText(value);
    if (value === null) return null;
    const taken = take(value, type);
    if (taken !== undefined) return taken;
    throw runtimeError(
      "dynamic-type",
      `A dynamic value is compared with a ${type} and is none: cast it, as in to${type}(…)`,
      at,
    );
  };
}

function take(value: Dynamic, type: Type): Value | undefined {
  if (isNumeric(type)) return typeof value === "number" ? value : undefined;
  if (type === "bool") return typeof value === "boolean" ? value : undefined;
  if (type === "datetime") return value instanceof Instant ? value.ticks : undefined;
  if (type === "timespan") return value instanceof Span ? value.ticks : undefined;
  return typeof value === "string" ? value : undefined;
}
