import { createTraceState, isSpanContextValid, type SpanContext, TraceFlags } from "@opentelemetry/api";
import type { TraceContext } from "../../telemetry/telemetry.ts";

const shape = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** Reads W3C headers; undefined when they are none. Source: https://www.w3.org/TR/trace-context/ */
export function spanContextOf({ traceparent, tracestate }: TraceContext): SpanContext | undefined {
  const parts = shape.exec(traceparent);
  if (parts === null || traceparent.startsWith("ff")) return undefined;
  // Version 00 ends after the flags; later ones may go on.
  if (traceparent.startsWith("00") && traceparent.length !== 55) return undefined;
  const [, traceId = "", spanId = "", flags = ""] = parts;
  const context: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
    ...(tracestate && { traceState: createTraceState(tracestate) }),
  };
  return isSpanContextValid(context) ? context : undefined;
}

/** Writes W3C headers; `kept` says that the trace is, whatever was decided when the span began. */
export function traceContextOf(context: SpanContext, kept: boolean): TraceContext {
  const sampled = kept || (context.traceFlags & TraceFlags.SAMPLED) !== 0;
  const traceparent = `00-${context.traceId}-${context.spanId}-${sampled ? "01" : "00"}`;
  const tracestate = context.traceState?.serialize();
  return tracestate ? { traceparent, tracestate } : { traceparent };
}
