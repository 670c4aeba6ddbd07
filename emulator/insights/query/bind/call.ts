import { aggregateNames } from "../aggregates/names.ts";
import { semanticError, unsupported } from "../error.ts";
import type { Call, ParameterKind, ScalarFunction } from "../functions/function.ts";
import { functions, isOtherFunction } from "../functions/index.ts";
import type { Expression } from "../syntax/ast.ts";
import { isNumeric, type Row, type Type, type Value } from "../types.ts";
import { convert } from "../values/convert.ts";
import { mustFit } from "../values/size.ts";
import { type Bound, derived } from "./bound.ts";
import { nearest } from "./name.ts";
import type { Binder, Scope } from "./scope.ts";
import { callDeclared } from "./user-function.ts";

type CallExpression = Extract<Expression, { kind: "call" }>;

/** `name(arguments)`: a function that was declared, an aggregate where one may stand, or a function of the language. */
export function bindCall(binder: Binder, expression: CallExpression, scope: Scope): Bound {
  const { name, args, at } = expression;
  const meaning = scope.names.get(name);
  if (meaning?.kind === "function") {
    const result = callDeclared(binder, meaning, name, args, scope, at);
    if (result.kind === "scalar") return { ...result.bound, name: undefined, at };
    throw semanticError("rows", `'${name}' gives rows where a value is expected: toscalar(…) takes the first one`, at);
  }
  if (aggregateNames.has(name)) {
    if (scope.aggregates) return scope.aggregates.bind(expression, scope);
    throw semanticError("aggregate", `The aggregate '${name}' stands only in 'summarize'`, at);
  }
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!found) throw unknownFunction(name, at);
  const call: Call = { name, args, at, binder, scope };
  if (found.kind === "plain") return bindPlain(found, call);
  if (found.count) mustCount(args.length, ...found.count, call);
  return found.bind(call);
}

function unknownFunction(name: string, at: number) {
  if (isOtherFunction(name)) return unsupported(`The function '${name}'`, at);
  const near = nearest(name, [...Object.keys(functions), ...aggregateNames]);
  return semanticError(
    "unknown-function",
    `There is no function '${name}'${near ? `; did you mean '${near}'?` : ""}`,
    at,
  );
}

function mustCount(count: number, least: number, most: number, call: Call): void {
  if (count >= least && count <= most) return;
  const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  throw semanticError("argument-count", `'${call.name}' takes ${wanted} arguments, not ${count}`, call.at);
}

function bindPlain(found: ScalarFunction, call: Call): Bound {
  const { parameters, required = parameters.length, repeats } = found;
  mustCount(call.args.length, required, repeats ? Infinity : parameters.length, call);
  const args = call.args.map((each) => call.binder.expression(each.of, call.scope));
  const last = parameters.length - 1;
  const values = args.map((arg, index) => argument(arg, parameters[Math.min(index, last)] as ParameterKind, call));
  const types = args.map((arg) => arg.type);
  const result = typeof found.result === "string" ? found.result : found.result(types);
  const first = args[0]?.name;
  const name =
    first === undefined || !found.names ? undefined : found.names === "first" ? first : `${call.name}_${first}`;
  return derived(result, args, caller(found, values, types, result, call.at), call.at, name);
}

/** The value that a parameter gets. */
function argument(arg: Bound, kind: ParameterKind, call: Call): (row: Row) => Value {
  if (accepts(kind, arg.type)) return arg.value;
  const to = kind === "text" ? "string" : kind === "number" ? "real" : kind === "whole" ? "long" : (kind as Type);
  if (arg.type === "dynamic") return (row) => convert(arg.value(row), "dynamic", to);
  const hint = kind === "text" ? ": cast it with tostring(…)" : "";
  throw semanticError("bad-types", `'${call.name}' takes no ${arg.type} here${hint}`, arg.at);
}

function accepts(kind: ParameterKind, type: Type): boolean {
  switch (kind) {
    case "any":
      return true;
    case "scalar":
      return type !== "dynamic";
    case "text":
      return type === "string";
    case "number":
      return isNumeric(type);
    case "whole":
      return type === "int" || type === "long";
    default:
      return kind === type;
  }
}

/** Works the arguments out and calls, without a list where there is one argument. */
function caller(
  found: ScalarFunction,
  values: readonly ((row: Row) => Value)[],
  types: readonly Type[],
  result: Type,
  at: number,
): (row: Row) => Value {
  const nothing = result === "string" ? "" : null;
  const { of, takesNull } = found;
  return (row) => {
    const args: Value[] = [];
    for (const value of values) {
      const arg = value(row);
      if (arg === null && !takesNull) return nothing;
      args.push(arg);
    }
    const answer = of(args, types, at);
    if (answer === null) return nothing;
    if (typeof answer === "string" || Array.isArray(answer)) mustFit(answer.length, at);
    return answer;
  };
}
