import type { KeyScope } from "../epk/key-scope.ts";
import type { Container } from "../store/container.ts";
import type { DocumentStore } from "../store/documents.ts";
import { valueAt } from "../store/path-sql.ts";
import type { StoredDocument } from "../store/stored-document.ts";
import { aliveCondition } from "../store/ttl.ts";
import { boundOfSort, type SqlCondition, type SqlSortKey } from "./pushdown.ts";

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
  const access = accessOf(store, container, scope, conditions, sortKeys);
  // Where the first part is one and the same, SQLite does not see that the index is in order all the same.
  const sorting = access.ofOneType ? order.slice(1) : order;
  const where: SqlCondition[] = [
    // In words, not as a parameter: the indexes of paths are of one container each.
    { sql: `container = ${container.num}`, values: [] },
    scopeCondition(scope, sortKeys.length === 0 ? after : undefined),
  ];
  where.push(...access.conditions, ...conditions);
  if (after !== undefined) where.push(afterCondition(order, after));
  const alive = aliveCondition(container.defaultTtl);
  const sql =
    `SELECT *${order.map((part, index) => `, ${part.sql} AS position${index}`).join("")} FROM documents${access.hint}` +
    ` WHERE ${where.map((condition) => `(${condition.sql})`).join(" AND ")}${alive}` +
    ` ORDER BY ${sorting.map((part) => part.sql + (part.descending ? " DESC" : "")).join(", ")}`;
  const bindings = [
    ...order.flatMap((part) => part.values),
    ...where.flatMap((condition) => condition.values),
    ...(alive === "" ? [] : [now]),
    ...sorting.flatMap((part) => part.values),
  ];
  for (const row of store.prepare(sql).iterate(...bindings)) {
    const position = order.map((_, index) => row[`position${index}`] as string | number);
    yield { item: row as unknown as StoredDocument, position };
  }
}

/** How SQLite finds the items. */
interface Access {
  /** Behind the table's name. */
  readonly hint: string;
  readonly conditions: readonly SqlCondition[];
  /** Whether the conditions leave over values of one type, so that nothing is left of the order's first part. */
  readonly ofOneType?: boolean;
}

/**
 * The indexes of paths that a scan goes by. SQLite knows nothing of how many items have a value, so it is told: first what looks for
 * values, then what walks in the order asked for, then what ends early in time. One partition key is found by its own index.
 */
function accessOf(
  { paths }: DocumentStore,
  { num }: Container,
  scope: KeyScope,
  conditions: readonly SqlCondition[],
  sortKeys: readonly SqlSortKey[],
): Access {
  const plain: Access = { hint: "", conditions: [] };
  if (scope.single) return plain;
  for (const { lookups } of conditions) {
    const found = lookups?.map(({ path, values }) => ({ path, values, index: paths.find(num, "lookup", path) }));
    if (found === undefined || found.some(({ index }) => index === undefined)) continue;
    const queries = found.map(({ path, values, index }) => {
      const expression = path === "id" || path === "ts" ? path : valueAt(path);
      const marks = values.map(() => "?").join(", ");
      return `SELECT num FROM documents INDEXED BY ${index} WHERE container = ${num} AND ${expression} IN (${marks})`;
    });
    const sql = `num IN (${queries.join(" UNION ")})`;
    return { hint: " NOT INDEXED", conditions: [{ sql, values: found.flatMap(({ values }) => values) }] };
  }
  const [first] = sortKeys;
  const bounds = conditions.flatMap(({ bound }) => bound ?? []);
  if (first !== undefined && sortKeys.length === 1) {
    const index = paths.find(num, "order", first.path);
    if (index === undefined) return plain;
    const within = bounds.filter(({ path }) => path === first.path).flatMap((bound) => boundOfSort(bound) ?? []);
    return { hint: ` INDEXED BY ${index}`, conditions: within, ofOneType: within.length > 0 };
  }
  const index = bounds.some(({ path }) => path === "ts") ? paths.find(num, "order", "ts") : undefined;
  return index === undefined ? plain : { hint: ` INDEXED BY ${index}`, conditions: [] };
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
