import { columns, type Row as InsightsRow, type Tables, tableNames } from "../tables.ts";
import { type Table, tableOf } from "./engine.ts";
import type { Column } from "./types.ts";

/** The columns of a table of Application Insights. */
export const insightsColumns = (name: keyof typeof columns): readonly Column[] =>
  Object.entries(columns[name]).map(([column, type]) => ({ name: column, type }));

/**
 * The ingested tables, ready to be asked.
 * @param window only rows of these times, ms since the epoch; undefined: all
 */
export function insightsTables(
  tables: Tables,
  window?: { readonly from: number; readonly to: number },
): readonly Table[] {
  return tableNames.map((name) =>
    tableOf(name, insightsColumns(name), () => {
      const rows = tables.rows(name);
      return window ? rows.filter((row) => isWithin(row, window)) : rows;
    }),
  );
}

function isWithin(row: InsightsRow, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const time = typeof row["timestamp"] === "string" ? Date.parse(row["timestamp"]) : Number.NaN;
  return time >= from && time < to;
}
