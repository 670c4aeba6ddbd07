import { notSupported } from "../errors.ts";
import type { Query, Source } from "./ast.ts";
import { type AggregateUse, compile, type Row, type Scope } from "./evaluate.ts";
import { bounds, compileProjection } from "./projection.ts";
import { groupRows, sortRows } from "./rows.ts";
import { bindSources, expand } from "./sources.ts";
import { keyOfValue, type Value } from "./values.ts";

/**
 * Compiles a subquery: of EXISTS(…), ARRAY(…), a scalar one, or one in JOIN. It sees the aliases around it, and gives the
 * values that it selects for a row.
 * @throws CosmosError 400
 */
export function compileSubquery(query: Query, outer: Scope): (row: Row) => Value[] {
  if (query.groupBy.length > 0 && query.orderBy.length > 0) throw notSupported("ORDER BY together with GROUP BY");
  const depth = Math.max(-1, ...outer.slots.values()) + 1;
  const slots = new Map(outer.slots);
  const base: Scope = { ...outer, aggregates: undefined, slots };
  const sources = bindSources(
    query.from.filter((source) => !isOuter(source, outer)),
    slots,
    base,
    depth,
  );
  const where = query.where === undefined ? undefined : compile(query.where, base);
  const aggregates: AggregateUse[] = [];
  const project = compileProjection(query, { ...base, aggregates });
  const groupBy = query.groupBy.map((expression) => compile(expression, base));
  const orderBy = query.orderBy.map(({ expression, descending }) => ({
    evaluate: compile(expression, base),
    descending,
  }));
  const { offset, limit } = bounds(query, base);
  const grouped = aggregates.length > 0 || groupBy.length > 0;
  return (row) => {
    const bound = filled(row.slots, depth);
    const rows = expand(row.document, sources, where, bound, depth);
    const kept = grouped ? groupRows({ aggregates, groupBy }, rows, { ...row, slots: bound }) : sortRows(orderBy, rows);
    const values = kept.map(project).filter((value) => value !== undefined);
    const all = query.distinct ? [...new Map(values.map((value) => [keyOfValue(value), value])).values()] : values;
    return all.slice(offset, offset + limit);
  };
}

/** True for `FROM c` where c is an alias around the subquery: its rows are the one row that is there. */
function isOuter({ alias, source }: Source, { slots }: Scope): boolean {
  if (source !== undefined) return false;
  if (slots.has(alias)) return true;
  throw notSupported("a subquery over the container (use FROM x IN path)");
}

/** Exactly `depth` slots: a row that comes from a source further left has fewer bound so far. */
function filled(slots: readonly Value[], depth: number): readonly Value[] {
  return slots.length === depth ? slots : Array.from({ length: depth }, (_, index) => slots[index]);
}
