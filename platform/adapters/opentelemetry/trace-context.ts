import { createTraceState, type SpanContext, TraceFlags } from "@opentelemetry/api";
import type { TraceContext } from "../../telemetry/telemetry.ts";

/** Version 00 ends after the flags; later ones may go on; ff is none. */
const shape =
  /^(?:00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$|(?!00|ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$))/;
const noTrace = "0".repeat(32);
const noSpan = "0".repeat(16);

/** Reads W3C headers; undefined when they are none. Source: https://www.w3.org/TR/trace-context/ */
export function spanContextOf({ traceparent, tracestate }: TraceContext): SpanContext | undefined {
  // Cut and not captured: this is asked for every message.
  if (!shape.test(traceparent)) return undefined;
  const traceId = traceparent.slice(3, 35);
  const spanId = traceparent.slice(36, 52);
  if (traceId === noTrace || spanId === noSpan) return undefined;
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(traceparent.slice(53, 55), 16) & TraceFlags.SAMPLED,
    isRemote: true,
    ...(tracestate && { traceState: createTraceState(tracestate) }),
  };
}

/** Writes W3C headers; `kept` says that the trace is, whatever was decided when the span began. */
export function traceContextOf(context: SpanContext, kept: boolean): TraceContext {
  const sampled = kept || (context.traceFlags & TraceFlags.SAMPLED) !== 0;
  const traceparent = `00-${context.traceId}-${context.spanId}-${sampled ? "01" : "00"}`;
  const tracestate = context.traceState?.serialize();
  return tracestate ? { traceparent, tracestate } : { traceparent };
}
