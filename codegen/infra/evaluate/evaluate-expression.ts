import { ExpressionFault } from "./faults.ts";
import { listAt, refuse } from "./functions/function.ts";
import { listFunctions } from "./functions/lists.ts";
import { emptyFunctions, logicFunctions } from "./functions/logic.ts";
import { refusedFunction, scopeFunctions } from "./functions/scope.ts";
import { textFunctions } from "./functions/text.ts";
import { type Expression, isExpression, parseExpression, unescaped } from "./parse-expression.ts";
import type { Scope } from "./scope.ts";
import { isValueList, isValueObject, kindOf, propertyOf, Unknown, unknownIn, type Value } from "./value.ts";

const pure = { ...textFunctions, ...logicFunctions, ...emptyFunctions, ...listFunctions };
// What only puts values together leaves those alone that are not known yet.
const takesUnknown = new Set(["array", "createarray", "createobject"]);
const takesUnknownWithin = new Set(
  [
    "concat",
    "union",
    "shallowmerge",
    "first",
    "last",
    "skip",
    "take",
    "flatten",
    "items",
    "objectkeys",
    "length",
  ].concat(["empty", "coalesce"]),
);
const withLambda = new Set(["map", "filter", "reduce", "sort"]);

/** A text of a template: what its expression comes to, or the text. @throws ExpressionFault */
export function evaluateText(text: string, scope: Scope): Value {
  if (!isExpression(text)) return unescaped(text);
  return new Evaluator(scope).value(parseExpression(text), new Map());
}

type Locals = ReadonlyMap<string, Value>;

class Evaluator {
  readonly #scoped: ReturnType<typeof scopeFunctions>;

  constructor(scope: Scope) {
    this.#scoped = scopeFunctions(scope);
  }

  value(expression: Expression, locals: Locals): Value {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "call":
        return this.#call(expression, locals);
      case "property":
        return this.#member(this.value(expression.of, locals), expression.name, expression.position);
      case "item":
        return this.#member(this.value(expression.of, locals), this.value(expression.at, locals), expression.position);
    }
  }

  #call(call: Expression & { kind: "call" }, locals: Locals): Value {
    const name = call.name.toLowerCase();
    try {
      if (name === "if") return this.#if(call, locals);
      if (name === "lambdavariables") return this.#lambdaVariable(call, locals);
      if (withLambda.has(name)) return this.#withLambda(name, call, locals);
      return this.#plain(name, call, locals);
    } catch (error) {
      if (!(error instanceof ExpressionFault) || error.position !== undefined) throw error;
      throw new ExpressionFault(error.code, error.message, error.fix, call.position);
    }
  }

  #plain(name: string, call: Expression & { kind: "call" }, locals: Locals): Value {
    const found = Object.hasOwn(pure, name)
      ? pure[name]
      : Object.hasOwn(this.#scoped, name)
        ? this.#scoped[name]
        : undefined;
    if (found === undefined) {
      const refused = refusedFunction(call.name);
      if (refused !== undefined) throw refused;
      throw new ExpressionFault("unknown-function", `There is no function ${call.name}.`, "Mind its spelling.");
    }
    const { length } = call.arguments;
    if (length < found.least || length > (found.most ?? length)) {
      const wanted =
        found.most === found.least ? `${found.least}` : `${found.least} to ${found.most ?? "any number of"}`;
      refuse(call.name, `it takes ${wanted} arguments, not ${length}.`);
    }
    const values = call.arguments.map((each) => this.value(each, locals));
    if (takesUnknown.has(name)) return found.run(values, call.name);
    const unknown = takesUnknownWithin.has(name) ? values.find((each) => each instanceof Unknown) : unknownIn(values);
    return unknown ?? found.run(values, call.name);
  }

  #if(call: Expression & { kind: "call" }, locals: Locals): Value {
    const [condition, yes, no] = call.arguments;
    if (condition === undefined || yes === undefined || no === undefined || call.arguments.length > 3) {
      return refuse(call.name, `it takes 3 arguments, not ${call.arguments.length}.`);
    }
    const decided = this.value(condition, locals);
    if (decided instanceof Unknown) return decided;
    if (typeof decided !== "boolean") return refuse(call.name, `argument 1 is ${kindOf(decided)}, not a bool.`);
    return this.value(decided ? yes : no, locals);
  }

  #lambdaVariable(call: Expression & { kind: "call" }, locals: Locals): Value {
    const [name] = call.arguments.map((each) => this.value(each, locals));
    const value = typeof name === "string" ? locals.get(name.toLowerCase()) : undefined;
    return value ?? refuse(call.name, `there is no ${JSON.stringify(name)} here.`);
  }

  #withLambda(name: string, call: Expression & { kind: "call" }, locals: Locals): Value {
    const over = call.arguments.map((each) => (isLambda(each) ? null : this.value(each, locals)));
    if (over[0] instanceof Unknown) return over[0];
    const list = listAt(over, 0, call.name);
    const lambda = call.arguments.find(isLambda);
    if (lambda === undefined) return refuse(call.name, "it takes a lambda.");
    const body = lambda.arguments.at(-1);
    const names = lambda.arguments.slice(0, -1).map((each) => String(this.value(each, locals)).toLowerCase());
    if (body === undefined || names.length === 0) return refuse("lambda", "it takes names and a body.");
    const run = (...values: readonly Value[]) =>
      this.value(body, new Map([...locals, ...names.map((each, index) => [each, values[index] ?? null] as const)]));
    if (name === "map") return list.map((each, index) => run(each, index));
    if (name === "filter") return list.filter((each, index) => run(each, index) === true);
    if (name === "reduce") return list.reduce<Value>((sum, each) => run(sum, each), over[1] ?? null);
    return [...list].sort((left, right) => (run(left, right) === true ? -1 : run(right, left) === true ? 1 : 0));
  }

  #member(of: Value, key: Value, position: number): Value {
    if (of instanceof Unknown) return of;
    if (key instanceof Unknown) return key;
    if (isValueObject(of) && typeof key === "string") {
      const found = propertyOf(of, key);
      if (found !== undefined) return found;
      const there = Object.keys(of).slice(0, 20).join(", ");
      const message = `There is no property ${key}${there === "" ? "" : `; there are ${there}`}.`;
      throw new ExpressionFault("unknown-property", message, "Name one that there is.", position);
    }
    if (isValueList(of) && typeof key === "number") {
      const found = of[key];
      if (found !== undefined) return found;
      throw new ExpressionFault("unknown-property", `The array has no item ${key}.`, "Ask for its length.", position);
    }
    const message = `${kindOf(of)} has no member ${JSON.stringify(key)}.`;
    throw new ExpressionFault("unknown-property", message, "Objects have properties, arrays have items.", position);
  }
}

function isLambda(expression: Expression): expression is Expression & { kind: "call" } {
  return expression.kind === "call" && expression.name.toLowerCase() === "lambda";
}
