import { type IndexPath, sortParts, valueAt } from "../store/path-sql.ts";
import { systemProperties } from "../store/render.ts";
import type { Expression, Query } from "./ast.ts";
import { conjuncts, constantOf, documentPath, type PathComparison, pathComparison } from "./constants.ts";
import type { Value } from "./values.ts";

/** A condition in SQL with its parameters. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /** Values that an index of the item's properties can look for: one of them must be at its path. */
  readonly lookups?: readonly Lookup[];
  /** What it says of the order in which an index has a path. */
  readonly bound?: PathBound;
}

/** Looks for any of several values at one path. */
export interface Lookup {
  readonly path: IndexPath;
  readonly values: readonly (string | number)[];
}

/** A comparison of the value at a path, which a sorted index of the path can begin or end with. */
export interface PathBound {
  readonly path: IndexPath;
  readonly operator: "=" | "<" | "<=" | ">" | ">=";
  readonly value: string | number;
}

/** What SQLite decides, and what is left for the evaluator (`null`: nothing). */
export interface Pushdown {
  readonly conditions: readonly SqlCondition[];
  readonly residual: Expression | null;
}

/** Conditions that only leave out, at most: SQLite refuses what is nested too deep. */
const mostLoose = 50;
/** Choices of one OR that SQLite is given at most. */
const mostChoices = 20;

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
    const loose = comparison ? looseCondition(comparison) : looseOf(condition, rootAlias, parameters);
    if (loose && conditions.length < mostLoose) conditions.push(loose);
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
  if (path[0] === "_ts" && typeof value === "number") {
    return { sql: `ts ${operator} ?`, values: [value], bound: { path: "ts", operator, value } };
  }
  return undefined;
}

function looseCondition({ path, operator, value }: PathComparison): SqlCondition | undefined {
  const pointer = sqlPath(path);
  if (pointer === undefined) return undefined;
  if (typeof value !== "number" && !comparableText(value, operator)) return undefined;
  return {
    sql: `${valueAt(pointer)} ${operator} ?`,
    values: [value],
    ...(operator === "=" ? { lookups: [{ path: pointer, values: [value] }] } : {}),
    bound: { path: pointer, operator, value },
  };
}

/** What SQLite can leave out by conditions that are no comparison: those with OR, lists of values, and texts within texts. */
function looseOf(
  condition: Expression,
  rootAlias: string | undefined,
  parameters: ReadonlyMap<string, Value>,
): SqlCondition | undefined {
  if (condition.kind === "or") return looseChoice(condition.operands, rootAlias, parameters);
  if (condition.kind !== "call") return undefined;
  const [first, second, third] = condition.args;
  if (first === undefined || second === undefined) return undefined;
  if (condition.name === "ARRAY_CONTAINS" && third === undefined) {
    return looseList(constantOf(first, parameters), documentPath(second, rootAlias));
  }
  return condition.name === "CONTAINS" ? looseText(first, constantOf(second, parameters), rootAlias) : undefined;
}

function looseChoice(
  operands: readonly Expression[],
  rootAlias: string | undefined,
  parameters: ReadonlyMap<string, Value>,
): SqlCondition | undefined {
  if (operands.length > mostChoices || operands.some(({ kind }) => kind === "or")) return undefined;
  const choices = operands.map((operand) => {
    const comparison = pathComparison(operand, rootAlias, parameters);
    return comparison ? looseCondition(comparison) : looseOf(operand, rootAlias, parameters);
  });
  if (choices.some((choice) => choice === undefined)) return undefined;
  const all = choices.filter((choice) => choice !== undefined);
  const lookups = all.map((choice) => choice.lookups);
  return {
    sql: all.map(({ sql }) => `(${sql})`).join(" OR "),
    values: all.flatMap(({ values }) => values),
    ...(lookups.every((some) => some !== undefined) ? { lookups: lookups.flat() as readonly Lookup[] } : {}),
  };
}

/** Most values of a list that SQLite compares with. */
const longestList = 500;

function looseList(list: Value, path: readonly string[] | undefined): SqlCondition | undefined {
  const pointer = path && sqlPath(path);
  if (pointer === undefined || !Array.isArray(list) || list.length > longestList) return undefined;
  const isComparable = (value: Value): value is string | number =>
    typeof value === "number" || comparableText(value, "=");
  if (!list.every(isComparable)) return undefined;
  const marks = list.map(() => "?").join(", ");
  return { sql: `${valueAt(pointer)} IN (${marks})`, values: list, lookups: [{ path: pointer, values: list }] };
}

/**
 * Texts that stand in an item's stored text as they do in the text of one of its values: that is JSON as we write it, too. In capitals
 * or not, since the evaluator decides; not the letters that have others than theirs for capitals.
 */
const plainText = /^[A-Za-z0-9 _.,:;@+*()<>=!?&~|/#-]{3,}$/;
const strangeCapitals = /[ik]/i;

function looseText(within: Expression, text: Value, rootAlias: string | undefined): SqlCondition | undefined {
  const inner = within.kind === "call" && within.name === "TOSTRING" ? within.args[0] : within;
  const path = inner && documentPath(inner, rootAlias);
  if (path === undefined || sqlPath(path) === undefined || typeof text !== "string" || !plainText.test(text))
    return undefined;
  const values = [`%${text.replaceAll("!", "!!").replaceAll("_", "!_")}%`];
  const sql = "body LIKE ? ESCAPE '!'";
  // The Kelvin sign and the I with a dot have ASCII small letters, which LIKE does not know.
  const strange = strangeCapitals.test(text) ? " OR instr(body, '\u212a') OR instr(body, '\u0130')" : "";
  return { sql: sql + strange, values };
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
function sqlPath(path: readonly string[]): `$${string}` | undefined {
  if ((systemProperties as readonly string[]).includes(path[0] ?? "")) return undefined;
  if (path.some((name) => /["\\]/.test(name) || name.includes("\0") || !name.isWellFormed())) return undefined;
  return `$${path.map((name) => `."${name}"`).join("")}`;
}

/** One key of a sort that SQLite does: an expression (with its parameters) per part of the key. */
export interface SqlSortKey {
  readonly path: IndexPath;
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
    const names = documentPath(expression, rootAlias);
    const path = names && indexPath(names);
    if (path === undefined) return undefined;
    keys.push({ path, parts: sortParts(path).map((sql) => ({ sql, values: [] })), descending });
  }
  return keys;
}

function indexPath(path: readonly string[]): IndexPath | undefined {
  if (path.length === 1 && path[0] === "id") return "id";
  if (path.length === 1 && path[0] === "_ts") return "ts";
  return sqlPath(path);
}

/** A bound on a path in the words of its sort, so that a sorted index is walked from there or up to there only. */
export function boundOfSort({ path, operator, value }: PathBound): SqlCondition | undefined {
  const [rank, place] = sortParts(path);
  if (path === "id" || path === "ts" || place === undefined) return undefined;
  const type = typeof value === "number" ? 4 : 5;
  return { sql: `${rank} = ${type} AND ${place} ${operator} ?`, values: [value] };
}
