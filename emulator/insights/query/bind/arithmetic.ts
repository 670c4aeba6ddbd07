import { runtimeError, semanticError } from "../error.ts";
import { isNumeric, type Type, type Value } from "../types.ts";
import { isDatetime } from "../values/time.ts";
import { type Bound, derived } from "./bound.ts";

type Op = "+" | "-" | "*" | "/" | "%";

/** The type of a sum, difference, product, quotient or rest; undefined when there is none. */
function resultType(op: Op, left: Type, right: Type): Type | undefined {
  if (left === "dynamic" && right === "dynamic") return "dynamic";
  const [l, r] = [left === "dynamic" ? number(right) : left, right === "dynamic" ? number(left) : right];
  if (isNumeric(l) && isNumeric(r)) return l === "real" || r === "real" ? "real" : "long";
  if (op === "+" && l === "timespan" && r === "datetime") return "datetime";
  if (l === "datetime" && r === "timespan" && (op === "+" || op === "-")) return "datetime";
  if (l === "datetime" && r === "datetime" && op === "-") return "timespan";
  if (l === "timespan" && r === "timespan") return op === "/" ? "real" : op === "*" ? undefined : "timespan";
  if (l === "timespan" && isNumeric(r) && (op === "*" || op === "/")) return "timespan";
  return isNumeric(l) && r === "timespan" && op === "*" ? "timespan" : undefined;
}

/** What a dynamic value is taken for beside a number; beside anything else it must be cast. */
const number = (other: Type): Type => (isNumeric(other) ? "long" : "dynamic");

/** `left op right` for numbers and times. @throws {KqlError} types that cannot be reckoned with */
export function bindArithmetic(op: Op, left: Bound, right: Bound, at: number): Bound {
  const type = resultType(op, left.type, right.type);
  if (type === undefined) {
    const hint = op === "+" && left.type === "string" ? "; strcat() joins texts" : "";
    throw semanticError("bad-types", `'${op}' is not defined for ${left.type} and ${right.type}${hint}`, at);
  }
  const isWhole = type === "long" || type === "dynamic";
  const work = operation(op, type, at);
  const [l, r] = [operand(left, at), operand(right, at)];
  return derived(
    type,
    [left, right],
    (row) => {
      const a = l(row);
      if (a === null) return null;
      const b = r(row);
      if (b === null) return null;
      return fit(work(a, b, isWhole && Number.isInteger(a) && Number.isInteger(b)), type, at);
    },
    at,
  );
}

function operand(bound: Bound, at: number): (row: Parameters<Bound["value"]>[0]) => number | null {
  if (bound.type !== "dynamic") return bound.value as ReturnType<typeof operand>;
  return (row) => {
    const value = bound.value(row);
    if (value === null || typeof value === "number") return value;
    throw runtimeError("dynamic-type", "A dynamic value here is no number: cast it, as in toreal(…) or tolong(…)", at);
  };
}

function operation(op: Op, type: Type, at: number): (a: number, b: number, isWhole: boolean) => number | null {
  switch (op) {
    case "+":
      return (a, b) => a + b;
    case "-":
      return (a, b) => a - b;
    case "*":
      return (a, b) => a * b;
    case "/":
      return (a, b, isWhole) => {
        if (b === 0 && (isWhole || type === "timespan")) throw byZero(at);
        return isWhole ? Math.trunc(a / b) : a / b;
      };
    case "%":
      return (a, b, isWhole) => {
        if (b === 0 && (isWhole || type === "timespan")) throw byZero(at);
        const rest = a % b;
        return rest < 0 ? rest + Math.abs(b) : rest;
      };
  }
}

const byZero = (at: number) =>
  runtimeError(
    "division-by-zero",
    "A whole number is divided by zero: divide by iff(x == 0, long(null), x), or by toreal(x)",
    at,
  );

/** Refuses what the type cannot hold or we cannot hold exactly. */
function fit(value: number | null, type: Type, at: number): Value {
  if (value === null || type === "real" || type === "dynamic") return value;
  if (type === "long") {
    if (Number.isSafeInteger(value)) return value + 0;
    throw runtimeError(
      "beyond-exact",
      "A whole number goes beyond 2^53, where it would not be exact: use toreal(…)",
      at,
    );
  }
  const rounded = Math.round(value);
  return type === "datetime" && !isDatetime(rounded) ? null : rounded + 0;
}

/** `-of` */
export function bindNegation(of: Bound, at: number): Bound {
  if (!isNumeric(of.type) && of.type !== "timespan" && of.type !== "dynamic") {
    throw semanticError("bad-types", `'-' is not defined for ${of.type}`, at);
  }
  const value = operand(of, at);
  return derived(
    of.type,
    [of],
    (row) => {
      const found = value(row);
      return found === null ? null : -found + 0;
    },
    at,
  );
}
