import type { DatabaseSync } from "node:sqlite";
import type { LogLevel, LogsAnswer, LogView } from "../../shapes.ts";
import { levels } from "../store/levels.ts";
import { likeText } from "./spans.ts";

/** What log lines are looked for by; all of it must be met. */
export interface LogFilter {
  /** This level and those that matter more. */
  readonly level?: LogLevel | undefined;
  /** A stable id, or its beginning. */
  readonly event?: string | undefined;
  readonly text?: string | undefined;
  readonly trace?: string | undefined;
  readonly message?: string | undefined;
  readonly correlation?: string | undefined;
  readonly limit: number;
  readonly cursor?: number | undefined;
}

/** Log lines, the one that came last first. */
export function findLogs(db: DatabaseSync, filter: LogFilter): LogsAnswer {
  const parts = ["seq < ?"];
  const values: (string | number)[] = [filter.cursor ?? Number.MAX_SAFE_INTEGER];
  const add = (condition: string, ...more: (string | number)[]) => {
    parts.push(condition);
    values.push(...more);
  };
  if (filter.level !== undefined) add(`+level >= ?`, levels.indexOf(filter.level));
  if (filter.event !== undefined) add("substr(event, 1, ?) = ?", filter.event.length, filter.event);
  for (const name of ["trace", "message", "correlation"] as const) {
    const value = filter[name];
    if (value !== undefined) add(`${name} = ?`, value);
  }
  if (filter.text !== undefined) {
    const like = likeText(filter.text);
    add("(text LIKE ? ESCAPE '\\' OR body LIKE ? ESCAPE '\\')", like, like);
  }
  const rows = db
    .prepare(`SELECT seq, body FROM logs WHERE ${parts.join(" AND ")} ORDER BY seq DESC LIMIT ?`)
    .all(...values, filter.limit + 1) as unknown as { seq: number; body: string }[];
  const items = rows
    .slice(0, filter.limit)
    .map(({ seq, body }): LogView => ({ seq, ...(JSON.parse(body) as Omit<LogView, "seq">) }));
  const last = items.at(-1);
  return { items, ...(rows.length > filter.limit && last !== undefined && { cursor: String(last.seq) }) };
}
