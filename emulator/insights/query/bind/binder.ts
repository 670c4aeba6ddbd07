import { semanticError } from "../error.ts";
import { bindSource, once } from "../operators/sources.ts";
import { bindStep } from "../operators/step.ts";
import type { Expression, Parameter, Query, Script } from "../syntax/ast.ts";
import type { Type } from "../types.ts";
import { bindExpression } from "./expression.ts";
import { type Binder, type Environment, type Meaning, Names, type Relation } from "./scope.ts";

/** A binder for one query. */
export function binderFor(env: Environment): Binder {
  const binder: Binder = {
    env,
    expression: (expression, scope) => bindExpression(binder, expression, scope),
    query: (query, names) => bindQuery(binder, query, names),
    script: (script, names) => bindScript(binder, script, names),
  };
  return binder;
}

function bindQuery(binder: Binder, query: Query, names: Names): Relation {
  return query.steps.reduce(
    (relation, step) => bindStep(binder, relation, step, names),
    bindSource(binder, query.source, names),
  );
}

function bindScript(binder: Binder, script: Script, outer: Names): Meaning {
  const names = new Names(outer);
  for (const statement of script.statements) {
    if (statement.kind === "parameters") {
      for (const parameter of statement.parameters) declareParameter(binder, parameter, names);
      continue;
    }
    if (names.hasOwn(statement.name)) {
      throw semanticError("declared-twice", `'${statement.name}' is declared twice`, statement.at);
    }
    if (statement.kind === "let") names.set(statement.name, meaningOf(binder, statement.value, names));
    else {
      const { parameters, body } = statement;
      // The function sees what was declared before it, not itself.
      names.set(statement.name, { kind: "function", parameters, body, names: names.copy() });
    }
  }
  return meaningOf(binder, script.result, names);
}

/** A value or rows, by what is written. A name may stand for either. */
function meaningOf(binder: Binder, expression: Expression, names: Names): Meaning {
  if (expression.kind === "query") return { kind: "table", relation: once(binder.query(expression.query, names)) };
  if (expression.kind === "name") {
    const meaning = names.get(expression.name);
    if (meaning && meaning.kind !== "function") return meaning;
    const { name, at } = expression;
    if (meaning || binder.env.table(name))
      return {
        kind: "table",
        relation: once(binder.query({ source: { kind: "table", name, at }, steps: [], at }, names)),
      };
  }
  if (expression.kind === "call") {
    const { name, args, at } = expression;
    const meaning = names.get(name);
    const isRows =
      meaning?.kind === "function" ? isTabular(meaning, binder) : name === "materialize" || name === "view";
    if (isRows)
      return {
        kind: "table",
        relation: once(binder.query({ source: { kind: "call", name, args, at }, steps: [], at }, names)),
      };
  }
  return { kind: "scalar", bound: binder.expression(expression, { columns: [], names }) };
}

/** Whether a function gives rows, by the last expression of its body. */
function isTabular({ body, names, parameters }: Extract<Meaning, { kind: "function" }>, binder: Binder): boolean {
  const { result } = body;
  if (result.kind === "query") return true;
  const own = (name: string) => body.statements.find((each) => each.kind !== "parameters" && each.name === name);
  if (result.kind === "name") {
    const parameter = parameters.find((each) => each.name === result.name);
    if (parameter) return parameter.columns !== undefined;
    const statement = own(result.name);
    if (statement) return statement.kind === "let" && statement.value.kind === "query";
    return names.get(result.name)?.kind === "table" || binder.env.table(result.name) !== undefined;
  }
  const meaning = result.kind === "call" ? names.get(result.name) : undefined;
  return meaning?.kind === "function" && isTabular(meaning, binder);
}

function declareParameter(binder: Binder, parameter: Parameter, names: Names): void {
  const { name, type, fallback, at } = parameter;
  // A value that was given from outside stands in an outer scope already.
  if (names.get(name)) return;
  if (!fallback) throw semanticError("no-parameter", `The parameter '${name}' is not given and has no default`, at);
  const bound = binder.expression(fallback, { columns: [], names });
  names.set(name, { kind: "scalar", bound: { ...bound, type: type as Type } });
}
