import type { HttpRequest } from "./exchange.ts";
import { Problem } from "./problem.ts";

/** Longest wait that a client may ask for, seconds. */
const longestWait = 30;

/**
 * The client's idempotency key.
 * @throws Problem 400 when it is not 1 to 255 visible ASCII characters
 */
export function idempotencyKey(request: HttpRequest): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem("invalid-idempotency-key", "An Idempotency-Key has 1 to 255 visible ASCII characters.");
  }
  return key;
}

/** The client's correlation id, when it is one that can go everywhere. */
export function correlationId(request: HttpRequest): string | undefined {
  const id = request.headers.get("x-correlation-id");
  return id !== null && /^[A-Za-z0-9._:-]{1,128}$/.test(id) ? id : undefined;
}

/** W3C trace context; what is not valid is passed over. Source: https://www.w3.org/TR/trace-context/ */
export function traceContext(request: HttpRequest): { traceparent?: string; tracestate?: string } {
  const traceparent = request.headers.get("traceparent")?.trim() ?? "";
  const match = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent);
  if (match === null || /^0+$/.test(match[1] ?? "") || /^0+$/.test(match[2] ?? "")) return {};
  const tracestate = request.headers.get("tracestate") ?? "";
  return /^[\x20-\x7e]{1,512}$/.test(tracestate) ? { traceparent, tracestate } : { traceparent };
}

/** How long the client would like to wait (RFC 7240), milliseconds; 0 when it does not say, or not in a way we know. */
export function preferredWait(request: HttpRequest): number {
  const preferences = (request.headers.get("prefer") ?? "").split(/[,;]/);
  for (const preference of preferences) {
    const match = /^\s*wait\s*=\s*"?([0-9]{1,6})"?\s*$/i.exec(preference);
    if (match !== null) return Math.min(Number(match[1]), longestWait) * 1000;
  }
  return 0;
}

/** Whether the client wants server-sent events. */
export function wantsEventStream(request: HttpRequest): boolean {
  const accept = (request.headers.get("accept") ?? "").toLowerCase();
  return accept.split(",").some((range) => range.split(";")[0]?.trim() === "text/event-stream");
}
