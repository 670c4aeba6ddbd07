import type { IncomingMessage } from "node:http";

/** Header fields that concern one connection only and are never passed on. */
export const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Header fields of a request as one text each, names in lower case, several values joined with a comma. */
export function headerText(request: IncomingMessage): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return result;
}

/** The trace context that a request carries. */
export function traceOf(request: IncomingMessage): { traceParent: string | undefined; traceState: string | undefined } {
  const text = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(",") : value;
  };
  return { traceParent: text("traceparent"), traceState: text("tracestate") };
}
