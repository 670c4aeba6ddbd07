import type { SpanStart, TraceContext } from "../telemetry.ts";
import { type Invocation, invocationAttributes } from "./invocation.ts";

/**
 * The answer to a request.
 * @param caller where the client says that it stands; undefined: the request begins a trace
 */
export function requestSpan(
  method: string,
  route: string,
  caller: TraceContext | undefined,
  invocation: Invocation | undefined,
): SpanStart {
  const template = `/${route}`;
  return {
    name: `${method} ${template}`,
    kind: "server",
    parent: caller ?? "none",
    attributes: { "http.request.method": method, "http.route": template, ...invocationAttributes(invocation) },
    ...(invocation?.begun === undefined ? {} : { begun: invocation.begun }),
  };
}
