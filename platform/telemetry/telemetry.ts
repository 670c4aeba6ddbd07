import type { CounterName, GaugeName, HistogramName } from "./metrics.ts";

/**
 * What handlers of messages tell about themselves. The core knows this port only; `adapters/opentelemetry` carries it out with
 * OpenTelemetry, `recording.ts` keeps it for tests, `noTelemetry` drops it.
 */
export interface Telemetry {
  /**
   * Runs work inside a span and ends it when the work has. The span is the active one for everything that the work awaits: its
   * own spans are children, log lines carry its ids. Work that throws makes it a failed span, and the error goes on. The work is
   * begun at once, before this answers.
   */
  span<T>(start: SpanStart, work: (span: Span) => Promise<T>): Promise<T>;
  /** The active span's place in its trace, as W3C headers have it; undefined outside of spans, or when nothing is traced. */
  active(): TraceContext | undefined;
  /** Adds to a counter. */
  count(name: CounterName, amount: number, attributes?: Attributes): void;
  /** Adds one measurement to a distribution; the unit is in `metrics.ts`. */
  record(name: HistogramName, value: number, attributes?: Attributes): void;
  /** Sets what a gauge shows for these attributes from now on. */
  gauge(name: GaugeName, value: number, attributes?: Attributes): void;
  /** Writes a log line; it goes out with the ids of the active span. */
  log(entry: LogEntry): void;
}

/** Where something stands in a trace. Source: https://www.w3.org/TR/trace-context/ */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

/** Flat, as OpenTelemetry has them. Undefined values are left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What a span is begun with. */
export interface SpanStart {
  readonly name: string;
  /** Default: internal. */
  readonly kind?: "internal" | "server" | "client" | "producer" | "consumer";
  /** Undefined: the active span. `none`: the span begins a trace. */
  readonly parent?: TraceContext | "none" | undefined;
  /** Other spans that led here, such as the messages of a batch. */
  readonly links?: readonly TraceContext[];
  readonly attributes?: Attributes;
  /** When it began, milliseconds since the epoch of the machine's clock. Default: now. */
  readonly begun?: number;
}

/** A span that is under way. */
export interface Span {
  /** Its own place in the trace: what messages that it makes carry on; undefined when nothing is traced. */
  readonly context: TraceContext | undefined;
  set(attributes: Attributes): void;
  link(to: TraceContext): void;
  /** Something that happened at an instant of it, such as a try that failed. */
  event(name: string, attributes?: Attributes): void;
  /**
   * Says that it failed though the work does not throw, such as a message that was parked. Whoever carries this out shows errors
   * without the personal data that is known to be in them (`errorWithout`), those that the work throws too.
   */
  failed(error: unknown): void;
}

/** A log line. */
export interface LogEntry {
  readonly level: "debug" | "info" | "warn" | "error";
  /** Stable name of what happened, such as `eventwright.command.parked`. */
  readonly event: string;
  readonly message: string;
  readonly attributes?: Attributes;
}
