/** Part of an expression of a template: what stands inside of the brackets. */
export type Expression = { readonly expression: string };

/** Whatever a template function takes. */
export type Argument = Expression | string | number | boolean;

/** A call of a template function. Texts become literals. */
export function call(name: string, ...given: readonly Argument[]): Expression {
  return { expression: `${name}(${given.map(argument).join(", ")})` };
}

/** A field of what an expression answers. */
export function field(of: Expression, path: string): Expression {
  return { expression: `${of.expression}.${path}` };
}

/** A text that stays as it is. */
export function text(literal: string): Expression {
  return { expression: `'${literal.replaceAll("'", "''")}'` };
}

/** A parameter of the template. */
export function parameterOf(name: string): Expression {
  return call("parameters", name);
}

/** A variable of the template. */
export function variable(name: string): Expression {
  return call("variables", name);
}

/** The expression as a value of the template. */
export function value({ expression }: Expression): string {
  return `[${expression}]`;
}

function argument(given: Argument): string {
  if (typeof given === "string") return text(given).expression;
  // There are no words for truth but functions.
  if (typeof given === "boolean") return `${given}()`;
  return typeof given === "number" ? String(given) : given.expression;
}
