import { badRequest } from "../errors.ts";
import type { AggregateUse, Evaluator, Row } from "./evaluate.ts";
import { compareValues, keyOfValue, type Value } from "./values.ts";

/** Most rows a query may hold in memory to sort, group or make distinct. */
export const mostBuffered = 500_000;

/** What rows are sorted by. */
export interface SortKey {
  readonly evaluate: Evaluator;
  readonly descending: boolean;
}

/** What rows are grouped by, and what is counted of each group. */
export interface Grouping {
  readonly aggregates: readonly AggregateUse[];
  readonly groupBy: readonly Evaluator[];
}

/** The rows in the order asked for. */
export function sortRows(orderBy: readonly SortKey[], rows: Iterable<Row>): Row[] {
  const keyed = Array.from(rows, (row) => ({ row, keys: orderBy.map(({ evaluate }) => evaluate(row)) }));
  if (orderBy.length > 0) {
    keyed.sort((left, right) => {
      for (const [index, { descending }] of orderBy.entries()) {
        const difference = compareValues(left.keys[index], right.keys[index]);
        if (difference !== 0) return descending ? -difference : difference;
      }
      return 0;
    });
  }
  return keyed.map(({ row }) => row);
}

/**
 * One row for each group, with its aggregates.
 * @param empty the row that aggregates without GROUP BY have when there is none
 */
export function groupRows({ aggregates, groupBy }: Grouping, rows: Iterable<Row>, empty: Row): Row[] {
  const make = (row: Row) => ({ row, accumulators: aggregates.map((use) => use.make()) });
  const groups = new Map<string, ReturnType<typeof make>>();
  // Aggregates without GROUP BY have one group even when there is no row.
  if (groupBy.length === 0) groups.set("", make(empty));
  for (const row of rows) {
    const key = groupBy.map((evaluate) => keyOfValue(evaluate(row))).join();
    let group = groups.get(key);
    if (group === undefined) {
      if (groups.size >= mostBuffered) throw badRequest(`The query has more than ${mostBuffered} groups.`);
      group = make(row);
      groups.set(key, group);
    }
    for (const [index, use] of aggregates.entries()) group.accumulators[index]?.add(use.argument(row));
  }
  return Array.from(groups.values(), ({ row, accumulators }) => ({
    ...row,
    aggregates: accumulators.map((accumulator): Value => accumulator.result()),
  }));
}
