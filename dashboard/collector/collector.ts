import type { DatabaseSync } from "node:sqlite";
import type { SpanView, TelemetryAnswer } from "../shapes.ts";
import { type LogRecord, readLogs } from "./otlp/logs.ts";
import { type MetricPoint, readMetrics } from "./otlp/metrics.ts";
import { type Read, readSpans } from "./otlp/spans.ts";
import { openTelemetryFile } from "./store/file.ts";
import { type Bounds, bytesOf, countOf, prune, usualBounds } from "./store/prune.ts";
import { Writer } from "./store/writer.ts";

/** A kind of telemetry, as it stands in addresses. */
export type Signal = "traces" | "logs" | "metrics";

/** What a collector is made with. */
export interface CollectorOptions {
  /** Where telemetry is kept; undefined: in memory. */
  readonly folder?: string | undefined;
  readonly bounds?: Partial<Bounds> | undefined;
  readonly now: () => number;
  readonly log: (level: "warn", message: string) => void;
}

/** Records of one transaction: moments of work, between which requests are answered. */
const batch = 1_000;
/** Records that may wait to be written. Who brings more is told that some were not taken. */
const mostWaiting = 50_000;

/** Takes telemetry and keeps it, the oldest out. Writing happens after the answer, so that no sender waits for a disk. */
export class Collector {
  readonly db: DatabaseSync;
  readonly #writer: Writer;
  readonly #bounds: Bounds;
  readonly #options: CollectorOptions;
  #waiting: (() => void)[] = [];
  #scheduled: NodeJS.Immediate | undefined;
  #dropped = 0;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#bounds = { ...usualBounds, ...options.bounds };
    this.db = openTelemetryFile(options.folder);
    this.#writer = new Writer(this.db, options.now());
  }

  /** Takes the body of an export request. @returns how many of its records were not taken */
  take(signal: Signal, body: unknown): number {
    const now = this.#options.now();
    const writer = this.#writer;
    switch (signal) {
      case "traces":
        return this.#keep(readSpans(body), (span: SpanView) => writer.span(span));
      case "logs":
        return this.#keep(readLogs(body, now), (record: LogRecord) => writer.log(record));
      case "metrics":
        return this.#keep(readMetrics(body, now), (point: MetricPoint) => writer.point(point));
    }
  }

  #keep<Item>({ items, rejected }: Read<Item>, write: (item: Item) => void): number {
    const room = Math.max(0, mostWaiting - this.#waiting.length);
    for (const item of items.slice(0, room)) this.#waiting.push(() => write(item));
    const late = Math.max(0, items.length - room);
    this.#dropped += late;
    this.#schedule();
    return rejected + late;
  }

  #schedule(): void {
    if (this.#waiting.length === 0 || this.#scheduled !== undefined) return;
    this.#scheduled = setImmediate(() => {
      this.#scheduled = undefined;
      this.#write(batch);
      this.#schedule();
    });
  }

  #write(most: number): void {
    const work = this.#waiting.splice(0, most);
    if (work.length === 0) return;
    try {
      this.db.exec("BEGIN");
      for (const write of work) write();
      if (prune(this.db, this.#bounds)) this.#writer.forgetSeries();
      this.db.exec("COMMIT");
      this.db.exec("PRAGMA incremental_vacuum(500)");
    } catch (error) {
      // A full disk must not take the dashboard down; what it shows of other things goes on.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      this.#writer.forgetSeries();
      this.#dropped += work.length;
      this.#options.log("warn", `Telemetry could not be kept: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** Writes what waits, now: whoever asks sees everything that was taken before. */
  flush(): void {
    while (this.#waiting.length > 0) this.#write(batch);
  }

  /** What is kept. */
  state(): TelemetryAnswer {
    this.flush();
    const count = (table: "spans" | "logs" | "points") => countOf(this.db, table);
    const megabytes = Math.round(bytesOf(this.db) / 104_857.6) / 10;
    return { spans: count("spans"), logs: count("logs"), points: count("points"), megabytes, dropped: this.#dropped };
  }

  close(): void {
    if (!this.db.isOpen) return;
    this.flush();
    clearImmediate(this.#scheduled);
    this.db.close();
  }
}
