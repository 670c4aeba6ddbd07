import { badRequest, notSupported } from "../errors.ts";
import type { Expression, Query, Source } from "./ast.ts";
import { type AggregateUse, compile, documentSlot, type Evaluator, type Row, type Scope } from "./evaluate.ts";
import type { LazyDocument } from "./lazy-document.ts";
import { bounds, compileProjection } from "./projection.ts";
import type { Grouping, SortKey } from "./rows.ts";
import { bindSources, expand } from "./sources.ts";
import { compileSubquery } from "./subquery.ts";
import type { Value } from "./values.ts";

/** A query that is ready to run. */
export interface PreparedQuery extends Grouping {
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
  readonly orderBy: readonly SortKey[];
  /** The rows to leave out, and the rows to return at most, after sorting. */
  readonly offset: number;
  readonly limit: number;
}

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

/** The alias of the item: that of `FROM c`, or the leading name of `FROM x IN c.items` and `FROM c.path`. */
function rootAliasOf(from: readonly Source[]): string | undefined {
  const [first] = from;
  if (first === undefined || first.source === undefined) return first?.alias;
  let expression = first.source;
  // `FROM c.path` is a list of the one value.
  if (expression.kind === "array" && expression.items[0] !== undefined) expression = expression.items[0];
  while (expression.kind === "member") expression = expression.target;
  return expression.kind === "name" ? expression.name : undefined;
}
