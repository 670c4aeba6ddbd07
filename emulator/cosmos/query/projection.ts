import { badRequest } from "../errors.ts";
import type { Expression, Query } from "./ast.ts";
import { buildObject, compile, documentSlot, type Evaluator, type Scope } from "./evaluate.ts";

/** What a row returns. */
export function compileProjection(query: Query, scope: Scope): Evaluator {
  const { projection } = query;
  switch (projection.kind) {
    case "star": {
      const slot = scope.slots.get(query.from[0]?.alias ?? "") ?? documentSlot;
      return slot === documentSlot ? (row) => row.document.value() : (row) => row.slots[slot];
    }
    case "value":
      return compile(projection.expression, scope);
    case "columns": {
      const columns = projection.columns.map(({ alias, expression }) => [alias, compile(expression, scope)] as const);
      const names = new Set(columns.map(([alias]) => alias));
      if (names.size < columns.length) throw badRequest("Two columns have the same name; give one an alias.");
      return (row) => buildObject(columns, row);
    }
  }
}

/** The rows to leave out and to return at most. @throws CosmosError 400 */
export function bounds(query: Query, scope: Scope): { offset: number; limit: number } {
  const whole = (expression: Expression | undefined, what: string, otherwise: number): number => {
    if (expression === undefined) return otherwise;
    if (expression.kind !== "literal" && expression.kind !== "parameter") {
      throw badRequest(`${what} takes a number or a parameter.`);
    }
    const value = expression.kind === "literal" ? expression.value : scope.parameters.get(expression.name);
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw badRequest(`${what} must be a whole number.`);
    return value as number;
  };
  if (query.top !== undefined && query.limit !== undefined)
    throw badRequest("TOP and OFFSET LIMIT exclude each other.");
  const limit = whole(query.top, "TOP", Number.MAX_SAFE_INTEGER);
  return {
    offset: whole(query.offset, "OFFSET", 0),
    limit: Math.min(limit, whole(query.limit, "LIMIT", Number.MAX_SAFE_INTEGER)),
  };
}
