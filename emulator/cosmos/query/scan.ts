import type { Container } from "../store/container.ts";
import type { DocumentStore, StoredDocument } from "../store/documents.ts";
import { aliveCondition } from "../store/ttl.ts";
import type { SqlCondition, SqlSortKey } from "./pushdown.ts";

/** Which part of a container a query looks at. */
export interface KeyScope {
  /** Half-open interval of effective partition keys. */
  readonly min: string;
  readonly max: string;
  /** True when it is one whole partition key. */
  readonly single: boolean;
}

/** One part of the place where an item stands in the order of a scan. */
export type Position = readonly (string | number)[];

/** An item of a scan and its place in the order. */
export interface Scanned {
  readonly item: StoredDocument;
  readonly position: Position;
}

interface OrderPart extends SqlCondition {
  readonly descending: boolean;
}

/**
 * Items of a scope in order, from after `after` on. Without sort keys the order is by partition key and id; ties of sort
 * keys are broken by age, newest first when any key descends, as the SDK expects when it merges ranges.
 */
export function* scan(
  store: DocumentStore,
  container: Container,
  now: number,
  scope: KeyScope,
  conditions: readonly SqlCondition[],
  sortKeys: readonly SqlSortKey[],
  after: Position | undefined,
): Iterable<Scanned> {
  const order = orderParts(scope, sortKeys);
  const where: SqlCondition[] = [
    { sql: "container = ?", values: [container.num] },
    scopeCondition(scope, sortKeys.length === 0 ? after : undefined),
  ];
  where.push(...conditions);
  if (after !== undefined) where.push(afterCondition(order, after));
  const alive = aliveCondition(container.defaultTtl);
  const sql =
    `SELECT *${order.map((part, index) => `, ${part.sql} AS position${index}`).join("")} FROM documents` +
    ` WHERE ${where.map((condition) => `(${condition.sql})`).join(" AND ")}${alive}` +
    ` ORDER BY ${order.map((part) => part.sql + (part.descending ? " DESC" : "")).join(", ")}`;
  const bindings = [
    ...order.flatMap((part) => part.values),
    ...where.flatMap((condition) => condition.values),
    ...(alive === "" ? [] : [now]),
    ...order.flatMap((part) => part.values),
  ];
  for (const row of store.prepare(sql).iterate(...bindings)) {
    const position = order.map((_, index) => row[`position${index}`] as string | number);
    yield { item: row as unknown as StoredDocument, position };
  }
}

/** How many values a position of this order has. */
export const positionLength = (scope: KeyScope, sortKeys: readonly SqlSortKey[]): number =>
  orderParts(scope, sortKeys).length;

function orderParts(scope: KeyScope, sortKeys: readonly SqlSortKey[]): OrderPart[] {
  const plain = (sql: string, descending = false): OrderPart => ({ sql, values: [], descending });
  if (sortKeys.length === 0) return scope.single ? [plain("id")] : [plain("epk"), plain("id")];
  const parts = sortKeys.flatMap(({ parts: keyParts, descending }) =>
    keyParts.map((part) => ({ ...part, descending })),
  );
  const [first] = parts;
  if (scope.single && first?.sql === "id") return [first];
  const anyDescending = parts.some((part) => part.descending);
  return [...parts, plain("num", anyDescending)];
}

/** The interval of keys; an unsorted scan goes on at the key it stopped at, so that no page walks the ones before. */
function scopeCondition({ min, max, single }: KeyScope, after: Position | undefined): SqlCondition {
  if (single) return { sql: "epk = ?", values: [min] };
  const reached = after?.[0];
  return { sql: "epk >= ? AND epk < ?", values: [typeof reached === "string" && reached > min ? reached : min, max] };
}

/** `(a, b) > (x, y)` written out, as directions may differ. */
function afterCondition(order: readonly OrderPart[], after: Position): SqlCondition {
  const [part, ...rest] = order;
  const [value, ...values] = after;
  if (part === undefined || value === undefined) return { sql: "false", values: [] };
  const beyond = `${part.sql} ${part.descending ? "<" : ">"} ?`;
  if (rest.length === 0) return { sql: beyond, values: [...part.values, value] };
  const further = afterCondition(rest, values);
  return {
    sql: `${beyond} OR (${part.sql} = ? AND (${further.sql}))`,
    values: [...part.values, value, ...part.values, value, ...further.values],
  };
}
