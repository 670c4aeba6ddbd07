import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the guide. */
export const guide = fileURLToPath(new URL("../../../docs/troubleshooting", import.meta.url));

/** Rows that a page says a query returns. */
export interface Expected {
  /** A query's name, or what else is asked. */
  readonly query: string;
  /** False: there are more rows. */
  readonly isAll: boolean;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** A row as a query returned it. */
export type Row = Readonly<Record<string, unknown>>;

/** The tables of a page that follow the name of a query. */
export function expectedOf(page: string): readonly Expected[] {
  const text = readFileSync(join(guide, `${page}.md`), "utf8");
  const found = [...text.matchAll(/^`([\w/-]+)(?:\.kql)?`(.*)\n\n((?:\|.*\n)+)/gm)];
  return found.map(([, query = "", words = "", table = ""]) => {
    const [head = [], , ...rows] = table.trim().split("\n").map(cellsOf);
    return {
      query,
      isAll: !words.includes("among others"),
      rows: rows.map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index] ?? ""]))),
    };
  });
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

/** Asserts that rows are those that a page shows: each of the page's is one of them, and there are no more unless it says so. */
export function assertShown({ query, isAll, rows }: Expected, returned: readonly Row[]): void {
  const left = [...returned];
  const told = JSON.stringify(returned, undefined, 1);
  for (const row of rows) {
    const at = left.findIndex((other) => Object.entries(row).every(([column, cell]) => isShownAs(other[column], cell)));
    assert.ok(at >= 0, `${query} has not returned ${JSON.stringify(row)}, but ${told}`);
    left.splice(at, 1);
  }
  if (isAll) assert.equal(left.length, 0, `${query} has returned more than the page shows: ${told}`);
}

const seconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, days: 86_400 };

/** Whether a value is what a cell of a page says: a text, a pattern with `…`, `–` for nothing, or `> 1 h`. */
export function isShownAs(value: unknown, cell: string): boolean {
  const text = value === null || value === undefined ? "" : String(value);
  if (cell === "–") return text === "" || secondsOf(text) === 0;
  const more = /^> (\d+)(?: (s|min|h|days))?$/.exec(cell);
  if (more !== null) {
    const [, number, unit] = more;
    const measured = unit === undefined ? Number(text) : secondsOf(text);
    return measured > Number(number) * (seconds[unit ?? ""] ?? 1);
  }
  const pattern = cell.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(cell === "…" ? ".+" : ".*")}$`, "s").test(text);
}

/** Seconds of a time span as the API shows it: `[days.]hh:mm:ss[.fffffff]`; NaN when it is none. */
function secondsOf(text: string): number {
  const [, days = "0", hours, minutes, rest] = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(rest);
}
