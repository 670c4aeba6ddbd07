import { isSpanContextValid, type TextMapPropagator, trace } from "@opentelemetry/api";
import { spanContextOf, traceContextOf } from "./trace-context.ts";

/** Carries the place in a trace over HTTP for whoever instruments the app's own code, as W3C headers. */
export const w3cPropagator: TextMapPropagator = {
  inject(context, carrier, setter) {
    const place = trace.getSpanContext(context);
    if (place === undefined || !isSpanContextValid(place)) return;
    const { traceparent, tracestate } = traceContextOf(place, false);
    setter.set(carrier, "traceparent", traceparent);
    if (tracestate !== undefined) setter.set(carrier, "tracestate", tracestate);
  },
  extract(context, carrier, getter) {
    const traceparent = first(getter.get(carrier, "traceparent"));
    if (traceparent === undefined) return context;
    const states = getter.get(carrier, "tracestate");
    const tracestate = Array.isArray(states) ? states.join(",") : states;
    const place = spanContextOf({ traceparent, ...(tracestate !== undefined && { tracestate }) });
    return place === undefined ? context : trace.setSpanContext(context, place);
  },
  fields: () => ["traceparent", "tracestate"],
};

/** More than one place in a trace is none. */
function first(value: string | string[] | undefined): string | undefined {
  if (!Array.isArray(value)) return value;
  return value.length === 1 ? value[0] : undefined;
}
