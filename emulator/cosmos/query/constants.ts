import type { Expression, Query } from "./ast.ts";
import type { Value } from "./values.ts";

/** The value of a literal or parameter; undefined for anything else. */
export function constantOf(expression: Expression, parameters: ReadonlyMap<string, Value>): Value {
  if (expression.kind === "literal") return expression.value;
  if (expression.kind === "parameter") return parameters.get(expression.name);
  if (expression.kind === "unary" && expression.operator === "-" && expression.operand.kind === "literal") {
    return typeof expression.operand.value === "number" ? -expression.operand.value : undefined;
  }
  return undefined;
}

/** The property names of a path that starts at the item (`c.a["b"]` is `["a", "b"]`), or undefined. */
export function documentPath(expression: Expression, rootAlias: string | undefined): string[] | undefined {
  const names: string[] = [];
  let current = expression;
  while (current.kind === "member") {
    if (current.key.kind !== "literal" || typeof current.key.value !== "string") return undefined;
    names.unshift(current.key.value);
    current = current.target;
  }
  return current.kind === "name" && current.name === rootAlias && names.length > 0 ? names : undefined;
}

/** The conditions of a WHERE that must all hold. */
export function conjuncts(where: Expression | undefined): readonly Expression[] {
  if (where === undefined) return [];
  return where.kind === "and" ? where.operands.flatMap(conjuncts) : [where];
}

/** A comparison of a path of the item with a constant, path on the left. */
export interface PathComparison {
  readonly path: readonly string[];
  readonly operator: "=" | "<" | "<=" | ">" | ">=";
  readonly value: Value;
}

const mirrored = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

/** Reads a condition as a comparison of a path with a constant, or gives undefined. */
export function pathComparison(
  condition: Expression,
  rootAlias: string | undefined,
  parameters: ReadonlyMap<string, Value>,
): PathComparison | undefined {
  if (condition.kind !== "binary" || !Object.hasOwn(mirrored, condition.operator)) return undefined;
  const operator = condition.operator as keyof typeof mirrored;
  const left = documentPath(condition.left, rootAlias);
  if (left !== undefined) return { path: left, operator, value: constantOf(condition.right, parameters) };
  const right = documentPath(condition.right, rootAlias);
  if (right === undefined) return undefined;
  return { path: right, operator: mirrored[operator], value: constantOf(condition.left, parameters) };
}

/** The values that a query's WHERE pins all of `paths` to, or undefined when one is left open. */
export function pinnedValues(
  query: Query,
  rootAlias: string | undefined,
  parameters: ReadonlyMap<string, Value>,
  paths: readonly (readonly string[])[],
): Value[] | undefined {
  const found = conjuncts(query.where).map((condition) => pathComparison(condition, rootAlias, parameters));
  const values = paths.map((path) => {
    const pin = found.find((item) => item?.operator === "=" && item.path.join("\0") === path.join("\0"));
    return pin?.value;
  });
  return values.some((value) => value === undefined) ? undefined : values;
}
