/** What this server tells its page. Types only. Instants and durations are milliseconds by the machine's clock. */

/** `GET /dashboard/config`. */
export interface ConfigAnswer {
  readonly signedIn: boolean;
  /** Whether people are asked for a key, and may sign out. */
  readonly asksKey?: boolean;
  /** Address of the app. */
  readonly api?: string;
  /** Whether the app runs on this machine, where it may be broken on purpose. */
  readonly local?: boolean;
}

/** A span, as OpenTelemetry has it. */
export interface SpanView {
  readonly trace: string;
  readonly span: string;
  readonly parent?: string;
  readonly name: string;
  readonly kind: "internal" | "server" | "client" | "producer" | "consumer";
  readonly service: string;
  readonly start: number;
  readonly duration: number;
  readonly failed: boolean;
  readonly error?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly {
    readonly name: string;
    readonly at: number;
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
  readonly links: readonly { readonly trace: string; readonly span: string }[];
}

/** `GET /dashboard/spans?trace=a,b&correlation=`: spans of these traces and those that are linked to them, by their start. */
export interface SpansAnswer {
  readonly items: readonly SpanView[];
  /** Whether there are more than are shown. */
  readonly truncated: boolean;
}

/** A line of the list of traces. */
export interface TraceSummary {
  readonly trace: string;
  /** Of its first span. */
  readonly name: string;
  readonly service: string;
  readonly start: number;
  readonly duration: number;
  readonly spans: number;
  readonly failed: number;
}

/**
 * `GET /dashboard/traces?text=&failed=true&slower=&limit=&cursor=`: traces with a span that meets all of it, newest first. `text`: in
 * a span's name, or a whole message id, correlation id or handler; `slower`: ms.
 */
export interface TracesAnswer {
  readonly items: readonly TraceSummary[];
  readonly cursor?: string;
}

/** How much a log line matters. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** A log line. */
export interface LogView {
  /** In the order in which they arrived. */
  readonly seq: number;
  readonly at: number;
  readonly level: LogLevel;
  /** Stable id of what happened. */
  readonly event?: string;
  readonly text: string;
  readonly trace?: string;
  readonly span?: string;
  readonly service: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** `GET /dashboard/logs?level=&event=&text=&trace=&message=&correlation=&limit=&cursor=`: newest first; `level` and above. */
export interface LogsAnswer {
  readonly items: readonly LogView[];
  readonly cursor?: string;
}

/** A series over time; `null` where nothing was measured. */
export interface SeriesView {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of counters: per second. Of gauges: the value. Of histograms: measurements per second. */
  readonly values: readonly (number | null)[];
  /** Of histograms. */
  readonly p50?: readonly (number | null)[];
  readonly p95?: readonly (number | null)[];
  /** Of counters and histograms: how many in all; of gauges the latest value. */
  readonly total: number;
}

/** A metric over time. */
export interface MetricView {
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram";
  readonly unit: string;
  readonly description: string;
  /** Those with the most first; at most 12. */
  readonly series: readonly SeriesView[];
  readonly hidden: number;
}

/** `GET /dashboard/metrics?minutes=15`. */
export interface MetricsAnswer {
  /** Of the first step. */
  readonly from: number;
  readonly step: number;
  readonly steps: number;
  readonly metrics: readonly MetricView[];
}

/** `GET /dashboard/telemetry`: what is kept. */
export interface TelemetryAnswer {
  readonly spans: number;
  readonly logs: number;
  readonly points: number;
  readonly megabytes: number;
  /** Records that came faster than they could be kept. */
  readonly dropped: number;
}
