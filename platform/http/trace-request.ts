import type { Invocation } from "../telemetry/spans/invocation.ts";
import { requestSpan } from "../telemetry/spans/request-span.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { traceOf } from "../telemetry/trace-context.ts";
import type { HttpEndpoint, HttpRequest, HttpResponse } from "./exchange.ts";
import { type GuardTools, guard } from "./guard.ts";
import { traceContext } from "./headers.ts";

/** Answers a request whatever happens, in a span that goes on from the client's own if the client names one. */
export function answerTraced(
  telemetry: Telemetry,
  tools: GuardTools,
  route: string,
  endpoint: HttpEndpoint,
  request: HttpRequest,
  invocation?: Invocation,
): Promise<HttpResponse> {
  const start = requestSpan(request.method, route, traceOf(traceContext(request)), invocation);
  return telemetry.span(start, async (span) => {
    const response = await guard(tools, endpoint, request, span);
    span.set({ "http.response.status_code": response.status });
    return response;
  });
}
