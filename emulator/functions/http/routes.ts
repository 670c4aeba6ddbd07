import type { FunctionInfo } from "../function-info.ts";
import { hasTrigger } from "../function-info.ts";
import { parseRouteTemplate, type RouteTemplate } from "./route-template.ts";

/** An HTTP function and where it answers. */
export interface HttpRoute {
  readonly info: FunctionInfo;
  readonly template: RouteTemplate;
  /** Upper case. */
  readonly methods: ReadonlySet<string>;
  readonly authLevel: "anonymous" | "function" | "admin";
}

/** A route that matched, with its values. */
export interface RouteMatch {
  readonly route: HttpRoute;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Makes the routes of the app's HTTP functions, in function-name order, which is the order of precedence.
 * @returns the routes, and in words every one that cannot be
 */
export function buildRoutes(
  functions: readonly FunctionInfo[],
  prefix: string,
): { routes: HttpRoute[]; problems: string[] } {
  const routes: HttpRoute[] = [];
  const problems: string[] = [];
  for (const info of functions.filter((each) => hasTrigger(each, "httpTrigger") && !each.disabled)) {
    try {
      const route = buildRoute(info, prefix);
      const clash = routes.find((known) => sameRoute(known, route));
      if (clash !== undefined) {
        problems.push(
          `Functions "${clash.info.name}" and "${info.name}" have the same route "${route.template.text}" with a method in common. Change the route or the methods of one.`,
        );
      }
      routes.push(route);
    } catch (error) {
      problems.push(`Function "${info.name}": ${(error as Error).message}`);
    }
  }
  return { routes, problems };
}

/** The first route, in order, that matches path and method. */
export function findRoute(
  routes: readonly HttpRoute[],
  method: string,
  segments: readonly string[],
): RouteMatch | undefined {
  for (const route of routes) {
    if (!route.methods.has(method)) continue;
    const values = route.template.match(segments);
    if (values !== undefined) return { route, values };
  }
  return undefined;
}

/**
 * The decoded segments of a path. An encoded slash stays encoded, as on Azure, and a slash at the end does not count.
 * @returns undefined when the path's percent-encoding is broken
 */
export function segmentsOf(path: string): string[] | undefined {
  const trimmed = path.replace(/^\//, "").replace(/\/$/, "");
  if (trimmed === "") return [];
  try {
    return trimmed.split("/").map((segment) => segment.split(/%2f/i).map(decodeURIComponent).join("%2F"));
  } catch {
    return undefined;
  }
}

function buildRoute(info: FunctionInfo, prefix: string): HttpRoute {
  const { trigger } = info;
  const own = typeof trigger["route"] === "string" ? trigger["route"] : info.name;
  const text = [prefix, own.replace(/^\/+|\/+$/g, "")].filter((part) => part !== "").join("/");
  const first = text.split("/")[0]?.toLowerCase();
  if (first === "durabletask") {
    throw new Error(
      `the route "${text}" starts with "durabletask", where this local host serves durable clients. Azure would take it; choose another to run it here.`,
    );
  }
  if (first === "admin" || first === "runtime") {
    throw new Error(`the route "${text}" starts with "${first}", which belongs to the host. Choose another.`);
  }
  const methods = Array.isArray(trigger["methods"]) ? trigger["methods"].map(String) : ["GET", "POST"];
  const authLevel = String(trigger["authLevel"] ?? "anonymous").toLowerCase();
  if (authLevel !== "anonymous" && authLevel !== "function" && authLevel !== "admin") {
    throw new Error(`authLevel "${authLevel}" is none of anonymous, function, admin.`);
  }
  return {
    info,
    template: parseRouteTemplate(text),
    methods: new Set(methods.map((method) => method.toUpperCase())),
    authLevel,
  };
}

function sameRoute(a: HttpRoute, b: HttpRoute): boolean {
  if (a.template.text.toLowerCase() !== b.template.text.toLowerCase()) return false;
  return [...a.methods].some((method) => b.methods.has(method));
}
