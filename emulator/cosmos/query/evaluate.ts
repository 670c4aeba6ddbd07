import { badRequest, notSupported } from "../errors.ts";
import { type Accumulator, aggregateFunctions } from "./aggregates.ts";
import type { Expression, Query } from "./ast.ts";
import { scalarFunctions } from "./functions.ts";
import type { LazyDocument } from "./lazy-document.ts";
import { compileLike } from "./like.ts";
import { binaryOperators } from "./operators.ts";
import { nowParameter, presentFunctions } from "./time-functions.ts";
import { equalValues, type Value } from "./values.ts";

/** One row while it is evaluated. */
export interface Row {
  /** The container's item that the row comes from. */
  readonly document: LazyDocument;
  /** The values of the other aliases. */
  readonly slots: readonly Value[];
  /** The finished aggregates of the row's group. */
  readonly aggregates: readonly Value[];
}

/** The slot of the alias that is the item itself. */
export const documentSlot = -1;

/** A compiled expression. */
export type Evaluator = (row: Row) => Value;

/** An aggregate found in an expression. */
export interface AggregateUse {
  readonly argument: Evaluator;
  readonly make: () => Accumulator;
}

/** What names mean while an expression is compiled. */
export interface Scope {
  /** Slots of the aliases. */
  readonly slots: ReadonlyMap<string, number>;
  /** Parameter values by name, with the `@`. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** Where aggregates are collected; undefined where none are allowed. */
  readonly aggregates: AggregateUse[] | undefined;
  /** Compiles a subquery; gives the values that the subquery selects for a row. */
  readonly subquery: (query: Query, scope: Scope) => (row: Row) => Value[];
}

/**
 * Compiles an expression.
 * @throws CosmosError 400 for unknown names, functions and parameters.
 */
export function compile(expression: Expression, scope: Scope): Evaluator {
  const sub = (inner: Expression) => compile(inner, scope);
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      return () => value;
    }
    case "parameter": {
      if (!scope.parameters.has(expression.name)) throw badRequest(`Parameter ${expression.name} has no value.`);
      const value = scope.parameters.get(expression.name);
      return () => value;
    }
    case "name": {
      const slot = scope.slots.get(expression.name);
      if (slot === undefined) throw badRequest(`Identifier ${JSON.stringify(expression.name)} could not be resolved.`);
      return slot === documentSlot ? (row) => row.document.value() : (row) => row.slots[slot];
    }
    case "member":
      return compileMember(sub(expression.target), sub(expression.key));
    case "unary":
      return compileUnary(expression.operator, sub(expression.operand));
    case "binary": {
      const operator = binaryOperators.get(expression.operator);
      if (operator === undefined) throw notSupported(`operator ${expression.operator}`);
      const left = sub(expression.left);
      const right = sub(expression.right);
      return (row) => operator(left(row), right(row));
    }
    case "and":
    case "or":
      return compileLogical(expression.operands.map(sub), expression.kind === "or");
    case "in": {
      const value = sub(expression.value);
      const list = expression.list.map(sub);
      return negate(expression.negated, (row) => {
        const wanted = value(row);
        return wanted === undefined ? undefined : list.some((item) => equalValues(item(row), wanted));
      });
    }
    case "between": {
      const value = sub(expression.value);
      const low = sub(expression.low);
      const high = sub(expression.high);
      const atLeast = binaryOperators.get(">=") ?? noOperator;
      const atMost = binaryOperators.get("<=") ?? noOperator;
      return negate(expression.negated, (row) => {
        const left = atLeast(value(row), low(row));
        const right = atMost(value(row), high(row));
        return left === undefined || right === undefined ? undefined : left === true && right === true;
      });
    }
    case "like":
      return negate(expression.negated, compileLikeExpression(expression, sub));
    case "condition": {
      const test = sub(expression.test);
      const yes = sub(expression.yes);
      const no = sub(expression.no);
      return (row) => (test(row) === true ? yes(row) : no(row));
    }
    case "call":
      return compileCall(expression.name, expression.args, scope);
    case "array": {
      const items = expression.items.map(sub);
      return (row) => items.map((item) => item(row)).filter((item) => item !== undefined);
    }
    case "object": {
      const entries = expression.entries.map(([name, value]) => [name, sub(value)] as const);
      return (row) => buildObject(entries, row);
    }
    case "exists": {
      const rows = scope.subquery(expression.query, scope);
      return (row) => rows(row).length > 0;
    }
    case "collect":
      return scope.subquery(expression.query, scope);
    case "scalar": {
      const rows = scope.subquery(expression.query, scope);
      return (row) => {
        const values = rows(row);
        if (values.length > 1) throw badRequest("A scalar subquery gives more than one value; use ARRAY(…).");
        return values[0];
      };
    }
  }
}

const noOperator = (): Value => undefined;

/** An object of the entries that are defined. */
export function buildObject(entries: readonly (readonly [string, Evaluator])[], row: Row): Record<string, Value> {
  const result: Record<string, Value> = {};
  for (const [name, evaluate] of entries) {
    const value = evaluate(row);
    if (value === undefined) continue;
    // Assigning __proto__ would change the object instead of adding a property.
    if (name === "__proto__") Object.defineProperty(result, name, { value, enumerable: true });
    else result[name] = value;
  }
  return result;
}

function compileMember(target: Evaluator, key: Evaluator): Evaluator {
  return (row) => {
    const holder = target(row);
    const name = key(row);
    if (Array.isArray(holder)) return typeof name === "number" ? holder[name] : undefined;
    if (typeof holder !== "object" || holder === null || typeof name !== "string") return undefined;
    return Object.hasOwn(holder, name) ? (holder as Record<string, Value>)[name] : undefined;
  };
}

function compileUnary(operator: "NOT" | "-" | "+" | "~", operand: Evaluator): Evaluator {
  if (operator === "NOT") return negate(true, operand);
  return (row) => {
    const value = operand(row);
    if (typeof value !== "number") return undefined;
    if (operator === "-") return -value;
    return operator === "~" ? ~value : value;
  };
}

function negate(negated: boolean, evaluate: Evaluator): Evaluator {
  if (!negated) return evaluate;
  return (row) => {
    const value = evaluate(row);
    return typeof value === "boolean" ? !value : undefined;
  };
}

/** Three-valued logic: one deciding operand decides, otherwise anything that is not a boolean gives undefined. */
function compileLogical(operands: readonly Evaluator[], deciding: boolean): Evaluator {
  return (row) => {
    let result: Value = !deciding;
    for (const operand of operands) {
      const value = operand(row);
      if (value === deciding) return deciding;
      if (typeof value !== "boolean") result = undefined;
    }
    return result;
  };
}

function compileLikeExpression(
  expression: Extract<Expression, { kind: "like" }>,
  sub: (inner: Expression) => Evaluator,
): Evaluator {
  const value = sub(expression.value);
  const pattern = sub(expression.pattern);
  const escapeWith = expression.escapeWith === undefined ? undefined : sub(expression.escapeWith);
  let known: { readonly text: string; readonly match: (text: string) => boolean } | undefined;
  return (row) => {
    const text = value(row);
    const wanted = pattern(row);
    if (typeof text !== "string" || typeof wanted !== "string") return undefined;
    if (known?.text !== wanted) {
      const mark = escapeWith?.(row);
      known = { text: wanted, match: compileLike(wanted, typeof mark === "string" ? mark : undefined) };
    }
    return known.match(text);
  };
}

function compileCall(name: string, args: readonly Expression[], scope: Scope): Evaluator {
  const aggregate = aggregateFunctions.get(name);
  if (aggregate !== undefined) {
    const { aggregates } = scope;
    if (aggregates === undefined) throw badRequest(`Aggregate ${name} is not allowed here.`);
    const [argument] = args;
    if (argument === undefined || args.length > 1) throw badRequest(`${name} takes one argument.`);
    const index = aggregates.length;
    aggregates.push({ argument: compile(argument, { ...scope, aggregates: undefined }), make: aggregate.make });
    return (row) => row.aggregates[index];
  }
  const present = presentFunctions.get(name);
  if (present !== undefined) {
    const now = scope.parameters.get(nowParameter);
    if (typeof now !== "number") throw notSupported(`function ${name} outside a query`);
    if (args.length > 0) throw badRequest(`${name} got ${args.length} arguments.`);
    const value = present(now);
    return () => value;
  }
  const scalar = scalarFunctions.get(name);
  if (scalar === undefined) throw notSupported(`function ${name}`);
  if (args.length < scalar.least || args.length > scalar.most)
    throw badRequest(`${name} got ${args.length} arguments.`);
  const compiled = args.map((arg) => compile(arg, scope));
  return (row) => scalar.apply(compiled.map((arg) => arg(row)));
}
