import type { DatabaseSync } from "node:sqlite";
import type { SpansAnswer, SpanView, TraceSummary, TracesAnswer } from "../../shapes.ts";

/** Spans that one answer has at most. */
const mostSpans = 3_000;

/** Which spans are asked for: those of these traces, with what is linked to them, and those of these stories and messages. */
export interface SpansWanted {
  readonly traces: readonly string[];
  readonly correlation?: string | undefined;
  readonly message?: string | undefined;
}

/** Spans by their start. */
export function findSpans(db: DatabaseSync, { traces, correlation, message }: SpansWanted): SpansAnswer {
  const found = new Map<string, SpanView>();
  const add = (where: string, value: string) => {
    const rows = db.prepare(`SELECT body FROM spans WHERE ${where} LIMIT ${mostSpans + 1}`).all(value);
    for (const { body } of rows as unknown as { body: string }[]) {
      const span = JSON.parse(body) as SpanView;
      found.set(`${span.trace} ${span.span}`, span);
    }
  };
  for (const trace of traces) {
    add("trace = ?", trace);
    add("seq IN (SELECT seq FROM links WHERE trace = ?)", trace);
  }
  if (correlation !== undefined) add("correlation = ?", correlation);
  if (message !== undefined) add("message = ?", message);
  const items = [...found.values()].sort((one, other) => one.start - other.start);
  return { items: items.slice(0, mostSpans), truncated: items.length > mostSpans };
}

/** What traces are looked for by. */
export interface TraceFilter {
  readonly text?: string | undefined;
  readonly failed?: boolean | undefined;
  /** ms. */
  readonly slower?: number | undefined;
  readonly limit: number;
  readonly cursor?: number | undefined;
}

/** Spans that are looked at for one page. */
const mostSeen = 60_000;

/** Traces with a span that meets the filter, the one whose span came last first. */
export function findTraces(db: DatabaseSync, filter: TraceFilter): TracesAnswer {
  const { condition, values } = conditionOf(filter);
  const before = filter.cursor ?? Number.MAX_SAFE_INTEGER;
  const rows = db.prepare(
    `SELECT seq, trace FROM spans WHERE seq < ? AND ${condition} ORDER BY seq DESC LIMIT ${mostSeen}`,
  );
  const again = db.prepare(`SELECT 1 FROM spans WHERE trace = ? AND seq >= ? AND ${condition} LIMIT 1`);
  const items: TraceSummary[] = [];
  const seen = new Set<string>();
  for (const row of rows.iterate(before, ...values)) {
    const { seq, trace } = row as unknown as { seq: number; trace: string };
    if (items.length === filter.limit) return { items, cursor: String(seq + 1) };
    if (seen.has(trace)) continue;
    seen.add(trace);
    // It was on an earlier page.
    if (filter.cursor !== undefined && again.get(trace, before, ...values) !== undefined) continue;
    items.push(summaryOf(db, trace));
  }
  return { items };
}

function conditionOf({ text, failed, slower }: TraceFilter): {
  readonly condition: string;
  readonly values: (string | number)[];
} {
  const parts: string[] = ["1"];
  const values: (string | number)[] = [];
  if (text !== undefined) {
    parts.push("(name LIKE ? ESCAPE '\\' OR message = ? OR correlation = ? OR handler = ? OR trace = ?)");
    values.push(likeText(text), text, text, text, text);
  }
  if (failed === true) parts.push("failed = 1");
  if (slower !== undefined) {
    parts.push("duration >= ?");
    values.push(slower);
  }
  return { condition: parts.join(" AND "), values };
}

/** A pattern for texts that have this one in them. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

function summaryOf(db: DatabaseSync, trace: string): TraceSummary {
  const sums = db
    .prepare(
      "SELECT count(*) spans, sum(failed) failed, min(start) start, max(start + duration) end FROM spans WHERE trace = ?",
    )
    .get(trace) as { spans: number; failed: number; start: number; end: number };
  // Clocks tell milliseconds: of spans that began in the same one, the one that has no parent was first.
  const first = db
    .prepare(
      "SELECT body FROM spans WHERE trace = ? ORDER BY start, json_extract(body, '$.parent') IS NOT NULL LIMIT 1",
    )
    .get(trace) as { body: string };
  const { name, service } = JSON.parse(first.body) as SpanView;
  const { spans, failed, start, end } = sums;
  return { trace, name, service, start, duration: end - start, spans, failed };
}
