import { AsyncLocalStorage } from "node:async_hooks";
import { errorWithout } from "./error-attributes.ts";
import type { Attributes, LogEntry, Span, SpanStart, Telemetry, TraceContext } from "./telemetry.ts";
import { idsOf } from "./trace-context.ts";

/** A span as it was told. */
export interface RecordedSpan {
  readonly name: string;
  readonly kind: NonNullable<SpanStart["kind"]>;
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined: it begins a trace. */
  readonly parentId?: string | undefined;
  readonly context: TraceContext;
  readonly links: readonly TraceContext[];
  readonly attributes: Readonly<Record<string, Exclude<Attributes[string], undefined>>>;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  /** What it failed with; undefined: it did not. */
  readonly error?: unknown;
  /** Milliseconds since the epoch, where it was begun before it was told. */
  readonly begun?: number | undefined;
  /** False while its work goes on. */
  readonly ended: boolean;
}

/** A measurement as it was told. */
export interface RecordedMeasurement {
  readonly kind: "count" | "record" | "gauge";
  readonly name: string;
  readonly value: number;
  readonly attributes: Attributes;
}

/** Keeps what it is told, for tests. The ids of traces and spans count up from 1. */
export interface RecordingTelemetry extends Telemetry {
  /** In the order in which they were begun. */
  readonly spans: readonly RecordedSpan[];
  readonly measurements: readonly RecordedMeasurement[];
  /** Log lines with the place in the trace that they were written at. */
  readonly logs: readonly (LogEntry & { readonly context?: TraceContext | undefined })[];
  /** Forgets the spans that have not ended, and all that they will still tell: what the end of a process does to them. */
  loseOpen(): void;
}

type Kept = { -readonly [Key in keyof RecordedSpan]: RecordedSpan[Key] } & {
  links: TraceContext[];
  attributes: Record<string, Exclude<Attributes[string], undefined>>;
  events: { name: string; attributes: Attributes }[];
  lost?: true;
};

/** Makes a telemetry that keeps everything. */
export function recordingTelemetry(): RecordingTelemetry {
  const storage = new AsyncLocalStorage<Kept>();
  let spans: Kept[] = [];
  const measurements: RecordedMeasurement[] = [];
  const logs: (LogEntry & { context?: TraceContext | undefined })[] = [];
  let traceCount = 0;
  let spanCount = 0;
  const hex = (count: number, length: number) => count.toString(16).padStart(length, "0");
  const active = () => storage.getStore()?.context;
  const measure = (kind: RecordedMeasurement["kind"]) => (name: string, value: number, attributes?: Attributes) =>
    void measurements.push({ kind, name, value, attributes: attributes ?? {} });

  const begin = ({ name, kind = "internal", parent = active(), links = [], attributes, begun }: SpanStart): Kept => {
    const above = parent === "none" || parent === undefined ? undefined : idsOf(parent.traceparent);
    const traceId = above?.traceId ?? hex(++traceCount, 32);
    const spanId = hex(++spanCount, 16);
    const tracestate = above === undefined || parent === "none" ? undefined : parent?.tracestate;
    const traceparent = `00-${traceId}-${spanId}-01`;
    const context = tracestate === undefined ? { traceparent } : { traceparent, tracestate };
    const span = { name, kind, traceId, spanId, parentId: above?.spanId, context, links: [...links], begun };
    return { ...span, attributes: defined(attributes), events: [], ended: false };
  };
  return {
    get spans() {
      return spans;
    },
    measurements,
    logs,
    async span(start, work) {
      const kept = begin(start);
      if (storage.getStore()?.lost) kept.lost = true;
      else spans.push(kept);
      try {
        return await storage.run(kept, () => work(spanOver(kept)));
      } catch (error) {
        kept.error ??= errorWithout(error, []);
        throw error;
      } finally {
        kept.ended = true;
      }
    },
    active,
    count: measure("count"),
    record: measure("record"),
    gauge: measure("gauge"),
    log(entry) {
      if (!storage.getStore()?.lost) logs.push({ ...entry, context: active() });
    },
    loseOpen() {
      for (const span of spans) if (!span.ended) span.lost = true;
      spans = spans.filter(({ lost }) => lost !== true);
    },
  };
}

function spanOver(kept: Kept): Span {
  return {
    context: kept.context,
    set: (attributes) => void Object.assign(kept.attributes, defined(attributes)),
    link: (to) => void kept.links.push(to),
    event: (name, attributes = {}) => void kept.events.push({ name, attributes }),
    failed(error) {
      kept.error ??= errorWithout(error, []);
    },
  };
}

function defined(attributes: Attributes = {}): Kept["attributes"] {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Kept["attributes"];
}
