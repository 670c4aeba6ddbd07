import { badRequest, notSupported } from "../errors.ts";
import type { Expression, Query, Source } from "./ast.ts";
import {
  type AggregateUse,
  buildObject,
  compile,
  documentSlot,
  type Evaluator,
  type Row,
  type Scope,
} from "./evaluate.ts";
import type { LazyDocument } from "./lazy-document.ts";
import type { Value } from "./values.ts";

/** A query that is ready to run. */
export interface PreparedQuery {
  readonly query: Query;
  readonly parameters: ReadonlyMap<string, Value>;
  /** The alias of the item itself. */
  readonly rootAlias: string | undefined;
  /** The rows an item gives: its joins, filtered. */
  readonly rowsOf: (document: LazyDocument) => Iterable<Row>;
  /** What a row returns; undefined means the row is left out. */
  readonly project: Evaluator;
  /** True when a row returns the item's own text, so that it need not be parsed. */
  readonly wholeDocument: boolean;
  readonly aggregates: readonly AggregateUse[];
  readonly groupBy: readonly Evaluator[];
  readonly orderBy: readonly { readonly evaluate: Evaluator; readonly descending: boolean }[];
  /** The rows to leave out, and the rows to return at most, after sorting. */
  readonly offset: number;
  readonly limit: number;
}

/** Most JOINs in one query. */
const mostSources = 6;

/**
 * Resolves names, functions and parameters of a query. `residual` replaces its WHERE when part of it has been decided
 * elsewhere; `null` means that nothing is left of it.
 * @throws CosmosError 400 naming what does not resolve.
 */
export function prepareQuery(
  query: Query,
  parameters: ReadonlyMap<string, Value>,
  residual: Expression | null | undefined = query.where ?? null,
): PreparedQuery {
  if (query.from.length > mostSources) throw badRequest(`A query has at most ${mostSources - 1} JOINs.`);
  const rootAlias = rootAliasOf(query.from);
  const slots = new Map<string, number>();
  if (rootAlias !== undefined) slots.set(rootAlias, documentSlot);
  const base: Scope = { slots, parameters, aggregates: undefined, subquery: compileSubquery };
  const sources = bindSources(query.from, slots, base);
  const where = residual === null ? undefined : compile(residual, base);
  const aggregates: AggregateUse[] = [];
  const { projection } = query;
  if (projection.kind === "star" && query.from.length !== 1) throw badRequest("SELECT * needs exactly one source.");
  const grouped = query.groupBy.length > 0;
  if (grouped && projection.kind === "star") throw badRequest("SELECT * cannot be used with GROUP BY.");
  if (grouped && query.orderBy.length > 0) throw notSupported("ORDER BY together with GROUP BY");
  const bound = bounds(query, base);
  return {
    query,
    parameters,
    rootAlias,
    rowsOf: (document) => expand(document, sources, where, []),
    project: compileProjection(query, { ...base, aggregates }),
    wholeDocument: projection.kind === "star" && query.from[0]?.source === undefined,
    aggregates,
    groupBy: query.groupBy.map((expression) => compile(expression, base)),
    orderBy: query.orderBy.map(({ expression, descending }) => ({ evaluate: compile(expression, base), descending })),
    ...bound,
  };
}

/** The alias of the item: that of `FROM c`, or the leading name of `FROM x IN c.items`. */
function rootAliasOf(from: readonly Source[]): string | undefined {
  const [first] = from;
  if (first === undefined || first.source === undefined) return first?.alias;
  let expression = first.source;
  while (expression.kind === "member") expression = expression.target;
  return expression.kind === "name" ? expression.name : undefined;
}

interface BoundSource {
  readonly evaluate: Evaluator | undefined;
}

function bindSources(from: readonly Source[], slots: Map<string, number>, scope: Scope): BoundSource[] {
  const bound: BoundSource[] = [];
  for (const { alias, source } of from) {
    if (source === undefined) continue;
    bound.push({ evaluate: compile(source, { ...scope, slots: new Map(slots) }) });
    if (slots.has(alias) && slots.get(alias) !== documentSlot) throw badRequest(`Alias ${alias} is used twice.`);
    slots.set(alias, bound.length - 1);
  }
  return bound;
}

function* expand(
  document: LazyDocument,
  sources: readonly BoundSource[],
  where: Evaluator | undefined,
  slots: readonly Value[],
): Iterable<Row> {
  const row: Row = { document, slots, aggregates: [] };
  const next = sources[slots.length];
  if (next === undefined) {
    if (where === undefined || where(row) === true) yield row;
    return;
  }
  const items = next.evaluate?.(row);
  if (!Array.isArray(items)) return;
  for (const item of items) yield* expand(document, sources, where, [...slots, item]);
}

function compileProjection(query: Query, scope: Scope): Evaluator {
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

/** EXISTS(SELECT … FROM x IN c.items …) and ARRAY(…): the inner rows, with the outer aliases in sight. */
function compileSubquery(query: Query, outer: Scope): (row: Row) => Value[] {
  const plain = query.groupBy.length + query.orderBy.length === 0 && query.top === undefined && !query.distinct;
  if (!plain || query.offset !== undefined) {
    throw notSupported("TOP, DISTINCT, GROUP BY, ORDER BY and OFFSET in a subquery");
  }
  const [source] = query.from;
  if (query.from.length !== 1 || source?.source === undefined) {
    throw notSupported("a subquery that is not of the form SELECT … FROM x IN path");
  }
  const depth = Math.max(-1, ...outer.slots.values()) + 1;
  const scope: Scope = { ...outer, aggregates: undefined, slots: new Map([...outer.slots, [source.alias, depth]]) };
  const items = compile(source.source, { ...outer, aggregates: undefined });
  const where = query.where === undefined ? undefined : compile(query.where, scope);
  const project = compileProjection(query, scope);
  return (row) => {
    const list = items(row);
    if (!Array.isArray(list)) return [];
    const rows = list.map((item: Value) => ({ ...row, slots: [...row.slots.slice(0, depth), item] }));
    const kept = where === undefined ? rows : rows.filter((inner) => where(inner) === true);
    return kept.map(project).filter((value) => value !== undefined);
  };
}

function bounds(query: Query, scope: Scope): { offset: number; limit: number } {
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
