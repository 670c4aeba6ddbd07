import type { HttpEndpoint } from "./exchange.ts";
import { Problem } from "./problem.ts";
import { matchRoute } from "./route-match.ts";

/** Answers what no route takes: 405 where another method would do, else 404. */
export function notFound(
  routes: readonly { readonly route: string; readonly methods: readonly string[] }[],
): HttpEndpoint {
  return async (request) => {
    const { method, path } = request;
    const shown = JSON.stringify(path.slice(0, 200));
    if (method === "POST" && matchRoute("api/commands/{name}", path) !== undefined) {
      throw new Problem("unknown-command", `There is no command at ${shown}.`);
    }
    const allowed = routes
      .filter(({ route }) => matchRoute(route, path) !== undefined)
      .flatMap(({ methods }) => methods);
    if (allowed.length > 0) {
      const allow = [...new Set(allowed)].sort().join(", ");
      throw new Problem("method-not-allowed", `${method} is not allowed here; ${allow} is.`, { headers: { allow } });
    }
    throw new Problem("not-found", `There is nothing at ${shown}.`);
  };
}
