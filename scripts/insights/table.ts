/** A table as the query API gives it. */
export interface AnswerTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Longest text of a cell on a terminal. */
const longest = 60;

/**
 * A table as aligned lines. On a terminal (`width` columns) cells are cut; a row that does not fit stands as one line per column.
 * Elsewhere cells are whole.
 */
export function linesOfTable({ columns, rows }: AnswerTable, width?: number): string[] {
  const cells = rows.map((row) =>
    row.map((value) => (width === undefined ? textOf(value) : cut(textOf(value), longest))),
  );
  const widths = columns.map((column, index) =>
    Math.max(column.name.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const summary = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  if (width !== undefined && widths.reduce((sum, each) => sum + each + 2, 0) > width + 2) {
    return [...cells.flatMap((row, index) => record(columns, row, index, width)), summary];
  }
  const isNumber = columns.map(({ type }) => ["int", "long", "real", "timespan"].includes(type));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => (isNumber[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((each) => "─".repeat(each)).join("  ");
  return [line(columns.map((column) => column.name)), rule, ...cells.map(line), summary];
}

/** One line for each column that has a value. */
function record(columns: AnswerTable["columns"], row: readonly string[], index: number, width: number): string[] {
  const longestName = Math.max(...columns.map((column) => column.name.length));
  const lines = columns.flatMap((column, at) => {
    const text = row[at] ?? "";
    return text === ""
      ? []
      : [`  ${column.name.padEnd(longestName)}  ${cut(text, Math.max(20, width - longestName - 4))}`];
  });
  return [`── ${index + 1}`, ...lines];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // Control characters of what was exported must not reach a terminal.
  return text.replace(/\p{Cc}/gu, " ");
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
