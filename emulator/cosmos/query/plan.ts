import { highestKey, lowestKey } from "../epk/boundaries.ts";
import { CosmosError, notSupported } from "../errors.ts";
import { aggregateFunctions } from "./aggregates.ts";
import { type Column, type Expression, type Query, textOf } from "./ast.ts";
import { documentPath } from "./constants.ts";
import type { PreparedQuery } from "./prepare.ts";
import { equalValues } from "./values.ts";

/** What the SDK's pipeline replaces by `true`, or by a condition when it resumes a sorted query. */
const orderByFilter = "{documentdb-formattableorderbyquery-filter}";

/** An interval of effective partition keys that the client must ask. */
export interface QueryRange {
  readonly min: string;
  readonly max: string;
}

/** The whole key space. */
export const everyRange: QueryRange = { min: lowestKey, max: highestKey };

/**
 * True for a query whose answer over several ranges needs more than joining pages: Azure's gateway refuses it, and
 * the SDK merges the ranges itself by a plan.
 */
export function needsPlan({ query, aggregates, groupBy }: PreparedQuery): boolean {
  return (
    query.orderBy.length > 0 ||
    query.top !== undefined ||
    query.limit !== undefined ||
    query.distinct ||
    aggregates.length > 0 ||
    groupBy.length > 0
  );
}

/** 400/1004, with the additional information that makes the SDK ask for a plan. */
export const gatewayRefusal = (): CosmosError =>
  new CosmosError(
    400,
    "BadRequest",
    "The provided cross partition query can not be directly served by the gateway. The client must merge the ranges.",
    1004,
    {
      additionalErrorInfo: JSON.stringify({ partitionedQueryExecutionInfoVersion: 2, queryInfo: {}, queryRanges: [] }),
    },
  );

/**
 * The plan of a query over several ranges: how the client merges, and the query text each range gets.
 * @throws CosmosError 400 for what cannot be merged.
 */
export function planQuery(prepared: PreparedQuery, range: QueryRange): object {
  const { query } = prepared;
  const merge = mergeShape(prepared);
  // Aggregates without groups give one row: there is nothing to sort.
  const orderBy = merge.select === undefined ? query.orderBy : [];
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      distinctType: distinctType(query),
      top: query.top === undefined ? null : prepared.limit,
      offset: query.offset === undefined ? null : prepared.offset,
      limit: query.limit === undefined ? null : prepared.limit,
      orderBy: orderBy.map(({ descending }) => (descending ? "Descending" : "Ascending")),
      orderByExpressions: orderBy.map(({ expression }) => textOf(query, expression)),
      groupByExpressions: query.groupBy.map((expression) => textOf(query, expression)),
      groupByAliases: merge.aliases,
      aggregates: merge.aggregates,
      groupByAliasToAggregateType: merge.types,
      rewrittenQuery: rewrite(prepared, merge),
      hasSelectValue: query.projection.kind === "value",
      hasNonStreamingOrderBy: false,
      dCountInfo: null,
    },
    queryRanges: [{ ...range, isMinInclusive: true, isMaxInclusive: false }],
  };
}

interface MergeShape {
  readonly aliases: readonly string[];
  readonly aggregates: readonly string[];
  readonly types: Readonly<Record<string, string | null>>;
  /** The SELECT list that each range gets; undefined keeps the query's own. */
  readonly select: string | undefined;
}

function mergeShape({ query, aggregates, groupBy }: PreparedQuery): MergeShape {
  if (aggregates.length === 0 && groupBy.length === 0) {
    return { aliases: [], aggregates: [], types: {}, select: undefined };
  }
  const grouping = `[${query.groupBy.map((expression) => `{"item": ${textOf(query, expression)}}`).join(", ")}]`;
  const { projection } = query;
  if (projection.kind === "star") throw notSupported("SELECT * with aggregates");
  if (projection.kind === "value") {
    const { expression } = projection;
    const aggregate = aggregateOf(expression);
    const partial = partialOf(query, expression);
    const types = aggregate === undefined ? [] : [aggregate];
    if (groupBy.length === 0) return { aliases: [], aggregates: types, types: {}, select: `VALUE [${partial}]` };
    const payload = aggregate === undefined ? partial : `[${partial}]`;
    return {
      aliases: [],
      aggregates: types,
      types: {},
      select: `${grouping} AS groupByItems, ${payload} AS payload`,
    };
  }
  const types = Object.fromEntries(
    projection.columns.map((column) => [column.alias, aggregateOf(column.expression) ?? null]),
  );
  const payload = `{${projection.columns.map((column) => columnOf(query, column)).join(", ")}}`;
  const payloadColumn = `${payload} AS payload`;
  return {
    aliases: projection.columns.map((column) => column.alias),
    aggregates: [],
    types,
    select: groupBy.length === 0 ? payloadColumn : `${grouping} AS groupByItems, ${payloadColumn}`,
  };
}

const columnOf = (query: Query, { alias, expression }: Column) =>
  `${JSON.stringify(alias)}: ${partialOf(query, expression)}`;

/** The SDK's name of the aggregate that an expression is, or undefined when it has none in it. */
function aggregateOf(expression: Expression): string | undefined {
  return expression.kind === "call" ? aggregateFunctions.get(expression.name)?.sdkName : undefined;
}

/** What one range contributes to an aggregate, in the shape that the SDK adds up. */
function partialOf(query: Query, expression: Expression): string {
  const text = textOf(query, expression);
  const name = aggregateOf(expression);
  if (expression.kind !== "call" || name === undefined) {
    if (containsAggregate(expression)) throw notSupported("an aggregate inside an expression, across partitions");
    return text;
  }
  const [argument] = expression.args;
  const inner = argument === undefined ? "1" : textOf(query, argument);
  switch (name) {
    case "Average":
      return `{"item": {"sum": SUM(${inner}), "count": COUNT(${inner})}}`;
    case "Min":
    case "Max":
      return `{"item": ${text}, "item2": {"${name.toLowerCase()}": ${text}, "count": COUNT(${inner})}}`;
    default:
      return `{"item": ${text}}`;
  }
}

function containsAggregate(expression: Expression): boolean {
  if (aggregateOf(expression) !== undefined) return true;
  return Object.values(expression).some((part: unknown) =>
    (Array.isArray(part) ? part.flat() : [part]).some(
      (inner: unknown) =>
        typeof inner === "object" && inner !== null && "kind" in inner && containsAggregate(inner as Expression),
    ),
  );
}

function distinctType({ distinct, projection, orderBy }: Query): "None" | "Ordered" | "Unordered" {
  if (!distinct) return "None";
  const [order] = orderBy;
  const selected = projection.kind === "value" ? projection.expression : undefined;
  const root = order && leadingName(order.expression);
  const same =
    orderBy.length === 1 &&
    selected !== undefined &&
    equalValues(documentPath(selected, root) ?? null, documentPath(order?.expression ?? selected, root) ?? undefined);
  return same ? "Ordered" : "Unordered";
}

function leadingName(expression: Expression): string | undefined {
  let current = expression;
  while (current.kind === "member") current = current.target;
  return current.kind === "name" ? current.name : undefined;
}

function rewrite(prepared: PreparedQuery, { select }: MergeShape): string {
  const { query, rootAlias } = prepared;
  const from = query.fromSpan === undefined ? "" : ` ${textOf(query, query.fromSpan)}`;
  const where = query.where === undefined ? undefined : textOf(query, query.where);
  const group =
    query.groupBy.length === 0 ? "" : ` GROUP BY ${query.groupBy.map((by) => textOf(query, by)).join(", ")}`;
  const top = perRange(prepared);
  if (select !== undefined) return `SELECT ${select}${from}${where === undefined ? "" : ` WHERE ${where}`}${group}`;
  if (query.orderBy.length === 0) {
    const distinct = query.distinct ? "DISTINCT " : "";
    // A range must not cut before duplicates of other ranges are taken out.
    const most = query.distinct ? "" : top;
    return `SELECT ${distinct}${most}${projectionText(query)}${from}${where === undefined ? "" : ` WHERE ${where}`}`;
  }
  if (rootAlias === undefined || query.from[0]?.source !== undefined) {
    throw notSupported("ORDER BY across partitions over FROM x IN path");
  }
  const items = query.orderBy.map(({ expression }) => `{"item": ${textOf(query, expression)}}`).join(", ");
  const order = query.orderBy
    .map(({ expression, descending }) => `${textOf(query, expression)} ${descending ? "DESC" : "ASC"}`)
    .join(", ");
  const condition = where === undefined ? orderByFilter : `(${where}) AND ${orderByFilter}`;
  return (
    `SELECT ${query.distinct ? "" : top}${rootAlias}._rid, [${items}] AS orderByItems, ${payloadText(query)} AS payload` +
    `${from} WHERE (${condition}) ORDER BY ${order}`
  );
}

/** A range needs to give no more rows than the whole query does. */
function perRange({ query, offset, limit }: PreparedQuery): string {
  if (query.top === undefined && query.limit === undefined) return "";
  return `TOP ${offset + limit} `;
}

function projectionText(query: Query): string {
  const { projection } = query;
  if (projection.kind === "star") return "*";
  if (projection.kind === "value") return `VALUE ${textOf(query, projection.expression)}`;
  return projection.columns.map((column) => textOf(query, column)).join(", ");
}

function payloadText(query: Query): string {
  const { projection } = query;
  if (projection.kind === "star") return query.from[0]?.alias ?? "";
  if (projection.kind === "value") return textOf(query, projection.expression);
  const columns = projection.columns.map(
    ({ alias, expression }) => `${JSON.stringify(alias)}: ${textOf(query, expression)}`,
  );
  return `{${columns.join(", ")}}`;
}
