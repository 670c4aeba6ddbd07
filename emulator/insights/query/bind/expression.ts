import { KqlError, semanticError, unsupported } from "../error.ts";
import type { BinaryOp, Expression, StringOp } from "../syntax/ast.ts";
import type { Dynamic } from "../types.ts";
import { member } from "../values/dynamic.ts";
import { bindArithmetic, bindNegation } from "./arithmetic.ts";
import { type Bound, constant, constantValue, derived } from "./bound.ts";
import { bindCall } from "./call.ts";
import { bindEquality, bindOrder } from "./comparison.ts";
import { bindList } from "./list-operators.ts";
import { bindLogic } from "./logic.ts";
import { bindName } from "./name.ts";
import type { Binder, Scope } from "./scope.ts";
import { bindTextOperator } from "./text-operators.ts";

/** Gives an expression its type and makes it ready to be worked out. @throws {KqlError} what means nothing here */
export function bindExpression(binder: Binder, expression: Expression, scope: Scope): Bound {
  const { at } = expression;
  switch (expression.kind) {
    case "literal":
      return constant(expression.type, expression.value, at);
    case "name":
      return bindName(binder, expression.name, scope, at);
    case "member":
      return bindMember(binder, expression, scope);
    case "index":
      return bindIndex(binder, expression, scope);
    case "call":
      return bindCall(binder, expression, scope);
    case "unary": {
      const of = binder.expression(expression.of, scope);
      return expression.op === "-" ? bindNegation(of, at) : { ...of, at };
    }
    case "binary": {
      if (expression.left.kind === "star") throw unsupported("'*' on the left of an operator", at);
      const left = binder.expression(expression.left, scope);
      return bindBinary(binder, expression.op, left, binder.expression(expression.right, scope), at);
    }
    case "list":
      return bindList(binder, expression, scope);
    case "between":
      return bindBetween(binder, expression, scope);
    case "star":
      throw semanticError("star", "'*' has no meaning here", at);
    case "query":
      throw semanticError("rows", "Rows stand where a value is expected: toscalar(…) takes the first one", at);
  }
}

/** `left op right` */
function bindBinary(binder: Binder, op: BinaryOp, left: Bound, right: Bound, at: number): Bound {
  switch (op) {
    case "or":
    case "and":
      return bindLogic(op, left, right, at);
    case "==":
    case "!=":
      return bindEquality(op, left, right, at);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return bindOrder(op, left, right, at);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return bindArithmetic(op, left, right, at);
    default:
      return bindTextOperator(op as StringOp, left, right, at, binder.env.budget);
  }
}

function bindMember(binder: Binder, expression: Extract<Expression, { kind: "member" }>, scope: Scope): Bound {
  const { of, key, at } = expression;
  if (of.kind === "name" && (of.name === "$left" || of.name === "$right")) {
    throw semanticError("join-side", `'${of.name}' stands only in the 'on' of a join`, at);
  }
  return access(binder.expression(of, scope), key, at);
}

function bindIndex(binder: Binder, expression: Extract<Expression, { kind: "index" }>, scope: Scope): Bound {
  const of = binder.expression(expression.of, scope);
  const key = binder.expression(expression.key, scope);
  if (key.isConstant && (key.type === "string" || key.type === "long" || key.type === "int")) {
    return access(of, constantValue(key) as string | number, expression.at);
  }
  mustBeDynamic(of, expression.at);
  if (!["string", "long", "int", "dynamic"].includes(key.type)) {
    throw semanticError("bad-types", `A dynamic value has names and numbers, no ${key.type}`, key.at);
  }
  return derived(
    "dynamic",
    [of, key],
    (row) => {
      const where = key.value(row);
      return typeof where === "string" || typeof where === "number" ? member(of.value(row) as Dynamic, where) : null;
    },
    expression.at,
  );
}

/** `of.key` and `of["key"]`; the column that it makes is called by the whole path. */
function access(of: Bound, key: string | number, at: number): Bound {
  mustBeDynamic(of, at);
  const name = of.name === undefined ? undefined : `${of.name}_${key}`;
  return derived("dynamic", [of], (row) => member(of.value(row) as Dynamic, key), at, name);
}

function mustBeDynamic(of: Bound, at: number): void {
  if (of.type === "dynamic") return;
  const hint = of.type === "string" ? ": parse_json(…) makes it dynamic" : "";
  throw semanticError("not-dynamic", `A ${of.type} has no properties${hint}`, at);
}

function bindBetween(binder: Binder, expression: Extract<Expression, { kind: "between" }>, scope: Scope): Bound {
  const { at } = expression;
  const [left, low, high] = [expression.left, expression.low, expression.high].map((each) =>
    binder.expression(each, scope),
  ) as [Bound, Bound, Bound];
  // `between (start .. 1h)`: a timespan is counted from the start.
  const end = left.type === "datetime" && high.type === "timespan" ? bindArithmetic("+", low, high, at) : high;
  const above = bindOrder(">=", left, low, at);
  const below = bindOrder("<=", left, end, at);
  const inside = bindLogic("and", above, below, at);
  if (!expression.not) return inside;
  return derived(
    "bool",
    [inside],
    (row) => {
      const value = inside.value(row);
      return value === null ? null : !value;
    },
    at,
  );
}

/** Whether an error says that a name means nothing. */
export const isUnknownName = (error: unknown) => error instanceof KqlError && error.code === "unknown-name";
