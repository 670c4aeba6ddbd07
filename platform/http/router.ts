import type { Runtime } from "../app/runtime.ts";
import type { ProcessAccess } from "../dead-letters/redrive/subscribers.ts";
import type { HttpEndpoint } from "./exchange.ts";
import type { HttpTools } from "./route.ts";
import { matchRoute } from "./route-match.ts";
import { routesOf } from "./routes.ts";
import { answerTraced } from "./trace-request.ts";

/**
 * The whole HTTP API as one endpoint, routed as the Functions host does: for tests and for running without a host.
 * @param processes the running processes, for the endpoints that reach them
 */
export function httpApi(runtime: Runtime, tools: HttpTools, processes?: () => ProcessAccess): HttpEndpoint {
  const routes = routesOf(runtime.catalog.app)
    .map((route) => {
      let opened: Promise<HttpEndpoint> | undefined;
      const open: HttpEndpoint = async (request) => {
        opened ??= route.open(route.reachesProcesses ? { ...runtime, processes: processes?.() } : runtime, tools);
        return (await opened)(request);
      };
      const endpoint: HttpEndpoint = (request) => answerTraced(runtime.telemetry, runtime, route.route, open, request);
      return { ...route, endpoint };
    })
    .sort((a, b) => (a.functionName < b.functionName ? -1 : 1));
  return async (request) => {
    for (const { methods, route, endpoint } of routes) {
      const params = methods.some((method) => method === request.method) ? matchRoute(route, request.path) : undefined;
      if (params !== undefined) return endpoint({ ...request, params });
    }
    return { status: 404, headers: {} };
  };
}
