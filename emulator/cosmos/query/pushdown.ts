import { systemProperties } from "../store/render.ts";
import type { Expression, Query } from "./ast.ts";
import { conjuncts, documentPath, type PathComparison, pathComparison } from "./constants.ts";
import type { Value } from "./values.ts";

/** A condition in SQL with its parameters. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** What SQLite decides, and what is left for the evaluator (`null`: nothing). */
export interface Pushdown {
  readonly conditions: readonly SqlCondition[];
  readonly residual: Expression | null;
}

/**
 * Moves comparisons with constants into SQL. On `id` and `_ts` SQLite decides alone; on other properties it only
 * leaves out what cannot match (SQLite and the query language order types differently), and the evaluator decides.
 */
export function pushDown(
  query: Query,
  rootAlias: string | undefined,
  parameters: ReadonlyMap<string, Value>,
): Pushdown {
  const conditions: SqlCondition[] = [];
  const rest: Expression[] = [];
  for (const condition of conjuncts(query.where)) {
    const comparison = pathComparison(condition, rootAlias, parameters);
    const exact = comparison && exactCondition(comparison);
    if (exact) {
      conditions.push(exact);
      continue;
    }
    const loose = comparison && looseCondition(comparison);
    if (loose) conditions.push(loose);
    rest.push(condition);
  }
  return { conditions, residual: conjunction(rest) };
}

function conjunction(operands: readonly Expression[]): Expression | null {
  const [first] = operands;
  if (first === undefined) return null;
  return operands.length === 1 ? first : { kind: "and", operands, start: first.start, end: first.end };
}

function exactCondition({ path, operator, value }: PathComparison): SqlCondition | undefined {
  if (path.length !== 1) return undefined;
  if (path[0] === "id" && comparableText(value, operator)) return { sql: `id ${operator} ?`, values: [value] };
  if (path[0] === "_ts" && typeof value === "number") return { sql: `ts ${operator} ?`, values: [value] };
  return undefined;
}

function looseCondition({ path, operator, value }: PathComparison): SqlCondition | undefined {
  const pointer = sqlPath(path);
  if (pointer === undefined) return undefined;
  if (typeof value !== "number" && !comparableText(value, operator)) return undefined;
  return { sql: `json_extract(body, ?) ${operator} ?`, values: [pointer, value] };
}

/**
 * Texts that SQLite compares as the query language does. SQLite orders by UTF-8 bytes, we by UTF-16 units; both agree
 * when the constant is ASCII. A NUL or a broken surrogate does not survive the way through JSON unchanged.
 */
function comparableText(value: Value, operator: string): value is string {
  if (typeof value !== "string" || value.includes("\0") || !value.isWellFormed()) return false;
  return operator === "=" || /^[ -~]*$/.test(value);
}

/** A path for SQLite's JSON functions, unless a name needs quoting that they do not have or is not in the stored text. */
function sqlPath(path: readonly string[]): string | undefined {
  if ((systemProperties as readonly string[]).includes(path[0] ?? "")) return undefined;
  if (path.some((name) => /["\\]/.test(name) || name.includes("\0") || !name.isWellFormed())) return undefined;
  return `$${path.map((name) => `."${name}"`).join("")}`;
}

/** One key of a sort that SQLite does: an expression (with its parameters) per part of the key. */
export interface SqlSortKey {
  readonly parts: readonly SqlCondition[];
  readonly descending: boolean;
}

/**
 * The sort keys of an ORDER BY over paths of the item, or undefined when it sorts by something else. Values are ranked
 * by type as the query language does: undefined, null, false, true, numbers, texts, arrays, objects.
 */
export function sqlSortKeys(query: Query, rootAlias: string | undefined): SqlSortKey[] | undefined {
  const keys: SqlSortKey[] = [];
  for (const { expression, descending } of query.orderBy) {
    const path = documentPath(expression, rootAlias);
    const parts = path && sortParts(path);
    if (parts === undefined) return undefined;
    keys.push({ parts, descending });
  }
  return keys;
}

function sortParts(path: readonly string[]): SqlCondition[] | undefined {
  if (path.length === 1 && path[0] === "id") return [{ sql: "id", values: [] }];
  if (path.length === 1 && path[0] === "_ts") return [{ sql: "ts", values: [] }];
  const pointer = sqlPath(path);
  if (pointer === undefined) return undefined;
  const rank =
    "CASE json_type(body, ?) WHEN 'null' THEN 1 WHEN 'false' THEN 2 WHEN 'true' THEN 3 WHEN 'integer' THEN 4 " +
    "WHEN 'real' THEN 4 WHEN 'text' THEN 5 WHEN 'array' THEN 6 WHEN 'object' THEN 7 ELSE 0 END";
  // Numbers are doubles in the query language; an SQLite integer beyond 2^53 could not be read back.
  const value =
    "CASE json_type(body, ?) WHEN 'integer' THEN CAST(json_extract(body, ?) AS REAL) " +
    "ELSE coalesce(json_extract(body, ?), 0) END";
  return [
    { sql: rank, values: [pointer] },
    { sql: value, values: [pointer, pointer, pointer] },
  ];
}
