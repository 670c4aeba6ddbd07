import type { Envelope } from "../messages/envelope.ts";
import type { Telemetry, TraceContext } from "./telemetry.ts";

/** What carries a trace on from one message to the next. */
type Carrier = Pick<Envelope, "traceparent" | "tracestate">;

/** Where a message stands in its trace; undefined when it was made without one. */
export function traceOf({ traceparent, tracestate }: Carrier): TraceContext | undefined {
  if (typeof traceparent !== "string") return undefined;
  return typeof tracestate === "string" ? { traceparent, tracestate } : { traceparent };
}

/**
 * What a message that is made now carries on: the active span's place in its trace. Where nothing is traced it is what its cause
 * has, so that whoever traces further on still sees one trace.
 */
export function carriedOn(telemetry: Telemetry, cause: Carrier): Carrier {
  return telemetry.active() ?? traceOf(cause) ?? {};
}

/** The ids that a `traceparent` is made of; undefined when it is none. */
export function idsOf(traceparent: string): { readonly traceId: string; readonly spanId: string } | undefined {
  const match = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent);
  return match === null ? undefined : { traceId: match[1] as string, spanId: match[2] as string };
}
