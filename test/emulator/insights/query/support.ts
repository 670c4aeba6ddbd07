import { answerBody } from "../../../../emulator/insights/query/api/answer.ts";
import { runQuery, tableOf } from "../../../../emulator/insights/query/engine.ts";
import { KqlError } from "../../../../emulator/insights/query/error.ts";
import { insightsColumns } from "../../../../emulator/insights/query/insights-tables.ts";
import { tableNames } from "../../../../emulator/insights/tables.ts";

/** The time that `now()` says in these tests. */
export const now = Date.parse("2026-11-26T12:00:00Z");

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Runs a query over rows of Application Insights, and answers as the API does. */
export function ask(query: string, rows: Readonly<Partial<Record<(typeof tableNames)[number], Rows>>> = {}) {
  const tables = tableNames.map((name) => tableOf(name, insightsColumns(name), () => rows[name] ?? []));
  const [table] = answerBody(runQuery(query, { tables, now })).tables;
  return { names: table.columns.map((column) => column.name), rows: table.rows };
}

/** The rows of an answer. */
export const rowsOf = (query: string, rows?: Parameters<typeof ask>[1]) => ask(query, rows).rows;

/** The one row of `print`. */
export const printed = (items: string) => rowsOf(`print ${items}`)[0];

/** The error of a query: kind, code and message. */
export function refusalOf(query: string, rows?: Parameters<typeof ask>[1]): KqlError {
  try {
    ask(query, rows);
  } catch (error) {
    if (error instanceof KqlError) return error;
    throw error;
  }
  throw new Error(`It was answered: ${query}`);
}
