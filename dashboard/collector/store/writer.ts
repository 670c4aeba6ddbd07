import type { DatabaseSync } from "node:sqlite";
import type { SpanView } from "../../shapes.ts";
import type { LogRecord } from "../otlp/logs.ts";
import type { MetricPoint } from "../otlp/metrics.ts";
import type { Attributes } from "../otlp/values.ts";
import { Differences } from "./differences.ts";
import { levels } from "./levels.ts";

/** Writes records of telemetry; whoever calls it begins and ends transactions. */
export class Writer {
  readonly #db: DatabaseSync;
  readonly #differences: Differences;
  readonly #series = new Map<string, number>();
  readonly #statements: ReturnType<typeof prepare>;

  /** @param since when listening began, ms: what was counted before is not known step by step */
  constructor(db: DatabaseSync, since: number) {
    this.#db = db;
    this.#differences = new Differences(since);
    this.#statements = prepare(db);
  }

  /** A span that is sent twice counts once. */
  span(span: SpanView): void {
    const { trace, span: id, name, start, duration, failed, attributes, links } = span;
    const { lastInsertRowid, changes } = this.#statements.span.run(
      ...[trace, id, name, start, duration, failed ? 1 : 0],
      ...keysOf(attributes),
      textOf(attributes["eventwright.handler"]),
      JSON.stringify(span),
    );
    if (changes === 0) return;
    for (const to of new Set(links.map((link) => link.trace))) this.#statements.link.run(lastInsertRowid, to);
  }

  log(record: LogRecord): void {
    const { at, level, event, text, trace, attributes } = record;
    this.#statements.log.run(
      ...[at, levels.indexOf(level), event ?? null, text, trace ?? null],
      ...keysOf(attributes),
      JSON.stringify(record),
    );
  }

  point(point: MetricPoint): void {
    const added = point.kind === "gauge" ? point : this.#differences.of(point);
    if (added === undefined) return;
    const { at, value, count, bounds, buckets } = added;
    const isHistogram = point.kind === "histogram";
    this.#statements.point.run(
      this.#seriesOf(point),
      at,
      value,
      count,
      isHistogram ? JSON.stringify(bounds) : null,
      isHistogram ? JSON.stringify(buckets) : null,
    );
  }

  #seriesOf({ name, kind, unit, description, attributes }: MetricPoint): number {
    const sorted = JSON.stringify(Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))));
    const key = `${name} ${sorted}`;
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    this.#statements.series.run(name, kind, unit, description, sorted);
    const { id } = this.#db.prepare("SELECT id FROM series WHERE name = ? AND attributes = ?").get(name, sorted) as {
      id: number;
    };
    if (this.#series.size > mostSeries) this.#series.clear();
    this.#series.set(key, id);
    return id;
  }

  /** Forgets what it remembers of series, after some were removed. */
  forgetSeries(): void {
    this.#series.clear();
  }
}

/** Series that are remembered by their id. */
const mostSeries = 10_000;

function prepare(db: DatabaseSync) {
  return {
    span: db.prepare("INSERT OR IGNORE INTO spans VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    link: db.prepare("INSERT OR IGNORE INTO links VALUES (?, ?)"),
    log: db.prepare("INSERT INTO logs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)"),
    series: db.prepare("INSERT OR IGNORE INTO series VALUES (NULL, ?, ?, ?, ?, ?)"),
    point: db.prepare("INSERT INTO points VALUES (NULL, ?, ?, ?, ?, ?, ?)"),
  };
}

/** Ids of message and story that records are found by. */
const keysOf = (attributes: Attributes) =>
  [textOf(attributes["messaging.message.id"]), textOf(attributes["messaging.message.conversation_id"])] as const;

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
