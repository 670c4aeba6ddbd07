import { type Context, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import type { LogRecordProcessor, ReadableLogRecord, SdkLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Operations } from "./azure-views.ts";
import type { KeptTraces } from "./kept-traces.ts";
import type { Signals } from "./signals.ts";

/** A span or a log line of a trace that is not in the sample. */
export type Held = { readonly span: ReadableSpan } | { readonly log: ReadableLogRecord };

/** What both processors work with. */
export interface Processing {
  readonly share: number;
  readonly kept: KeptTraces<Held>;
  readonly places: readonly Signals[];
  /** Kept up only where somebody wants to know. */
  readonly operations: Operations | undefined;
}

/** The share, in percent, that Application Insights multiplies what it counts by. */
const sampleRate = "microsoft.sample_rate";

/** Sends spans that are in the sample, and holds the others until their trace fails. */
export function spanProcessor({ share, kept, places, operations }: Processing): SpanProcessor {
  const send = (span: ReadableSpan) => {
    for (const { spans } of places) spans.push(span);
  };
  return {
    onStart(span: Span, parent: Context) {
      if (operations === undefined) return;
      const incoming = span.kind === SpanKind.SERVER || span.kind === SpanKind.CONSUMER;
      const above = incoming ? undefined : trace.getSpan(parent);
      operations.of.set(span, (above && operations.of.get(above)) ?? span);
    },
    onEnd(span: ReadableSpan) {
      const { traceId, traceFlags } = span.spanContext();
      const failed = hasFailed(span);
      if (failed) {
        for (const item of kept.keep(traceId)) {
          if ("span" in item) send(item.span);
          else for (const { logs } of places) logs.push(item.log);
        }
      }
      const always = failed || kept.has(traceId);
      if (!always && (traceFlags & TraceFlags.SAMPLED) === 0) return kept.hold(traceId, { span });
      // What is kept whatever the sample says stands for itself alone.
      if (!always && share < 1) (span.attributes as Record<string, unknown>)[sampleRate] = share * 100;
      send(span);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

/** Sends warnings and errors always, other log lines with their trace. */
export function logProcessor({ kept, places, operations }: Processing): LogRecordProcessor {
  return {
    onEmit(record: SdkLogRecord, context?: Context) {
      if (operations !== undefined && context !== undefined) {
        const within = trace.getSpan(context);
        const operation = within && operations.of.get(within);
        if (operation !== undefined) operations.of.set(record, operation);
      }
      const { spanContext, severityNumber = 0 } = record;
      const always =
        severityNumber >= SeverityNumber.WARN ||
        spanContext === undefined ||
        (spanContext.traceFlags & TraceFlags.SAMPLED) !== 0 ||
        kept.has(spanContext.traceId);
      if (!always) return kept.hold(spanContext.traceId, { log: record });
      for (const { logs } of places) logs.push(record);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

function hasFailed({ status, attributes }: ReadableSpan): boolean {
  return status.code === SpanStatusCode.ERROR || attributes["eventwright.outcome"] === "failed";
}
