import type { HttpRequest as FunctionsRequest, HttpResponseInit } from "@azure/functions";
import type { HttpEndpoint, HttpRequest } from "../../http/exchange.ts";
import { routeParameters } from "../../http/route-match.ts";

/** A request of the Functions library as the core sees it. Only the route's own parameters are taken from `params`. */
export function coreRequest(request: FunctionsRequest, route: string): HttpRequest {
  const url = new URL(request.url);
  const params = routeParameters(route).flatMap((name) => {
    const value = request.params[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    params: Object.fromEntries(params),
    headers: request.headers,
    body: request.body,
  };
}

/** Runs an endpoint for the Functions library. */
export async function answerWith(
  endpoint: HttpEndpoint,
  request: FunctionsRequest,
  route: string,
): Promise<HttpResponseInit> {
  const { status, headers, body } = await endpoint(coreRequest(request, route));
  return { status, headers: { ...headers }, ...(body === undefined ? {} : { body }) };
}
