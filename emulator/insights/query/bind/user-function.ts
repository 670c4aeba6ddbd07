import { semanticError } from "../error.ts";
import type { Named, Parameter } from "../syntax/ast.ts";
import { isNumeric, type Type } from "../types.ts";
import { convert } from "../values/convert.ts";
import { type Bound, derived } from "./bound.ts";
import { type Binder, type Meaning, Names, type Relation, type Scope } from "./scope.ts";

/** Calls of functions inside each other; a function cannot call itself, but a long chain can be written. */
const deepest = 60;

/** Puts the arguments in the place of the parameters and binds the body, where the function was declared. */
export function callDeclared(
  binder: Binder,
  meaning: Extract<Meaning, { kind: "function" }>,
  name: string,
  args: readonly Named[],
  scope: Scope,
  at: number,
): Meaning {
  if (scope.names.depth >= deepest) throw semanticError("too-deep", `More than ${deepest} calls inside each other`, at);
  // Each call binds the body anew: functions that call each other twice would do so without an end in sight.
  binder.env.budget.step(1_000);
  const names = new Names(meaning.names, scope.names.depth + 1);
  const positional = args.filter((arg) => arg.names.length === 0);
  if (positional.length > meaning.parameters.length) {
    throw semanticError(
      "argument-count",
      `'${name}' takes ${meaning.parameters.length} arguments, not ${args.length}`,
      at,
    );
  }
  for (const [index, parameter] of meaning.parameters.entries()) {
    const given =
      args.find((arg) => arg.names[0] === parameter.name)?.of ?? positional[index]?.of ?? parameter.fallback;
    if (!given) throw semanticError("argument-count", `'${name}' is not told its '${parameter.name}'`, at);
    if (parameter.columns) {
      const relation = tableOf(binder, given, scope);
      names.set(parameter.name, { kind: "table", relation: narrowed(relation, parameter) });
    } else {
      const bound = binder.expression(given, scope);
      names.set(parameter.name, { kind: "scalar", bound: typed(bound, parameter.type as Type, parameter.name) });
    }
  }
  return binder.script(meaning.body, names);
}

function tableOf(binder: Binder, given: Named["of"], scope: Scope): Relation {
  if (given.kind === "query") return binder.query(given.query, scope.names);
  if (given.kind === "name") {
    return binder.query(
      { source: { kind: "table", name: given.name, at: given.at }, steps: [], at: given.at },
      scope.names,
    );
  }
  if (given.kind === "call") {
    return binder.query(
      { source: { kind: "call", name: given.name, args: given.args, at: given.at }, steps: [], at: given.at },
      scope.names,
    );
  }
  throw semanticError("bad-types", "The function takes rows here", given.at);
}

/** The columns that the parameter names, which the rows must have. */
function narrowed(relation: Relation, parameter: Parameter): Relation {
  for (const wanted of parameter.columns ?? []) {
    const column = relation.columns.find((each) => each.name === wanted.name);
    if (column?.type !== wanted.type) {
      const message = `'${parameter.name}' wants rows with a column ${wanted.name} of type ${wanted.type}`;
      throw semanticError("bad-types", message, wanted.at);
    }
  }
  return relation;
}

/** An argument as the type of its parameter; numbers and dynamic values are converted. */
function typed(bound: Bound, type: Type, name: string): Bound {
  if (bound.type === type) return bound;
  const converts = (isNumeric(bound.type) && isNumeric(type)) || bound.type === "dynamic" || type === "dynamic";
  if (!converts) throw semanticError("bad-types", `'${name}' is a ${type}, and ${bound.type} is given`, bound.at);
  return derived(type, [bound], (row) => convert(bound.value(row), bound.type, type), bound.at);
}
