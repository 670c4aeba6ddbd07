import { timingSafeEqual } from "node:crypto";
import {
  errorAnswer,
  type InsightsAnswer,
  type InsightsContext,
  type InsightsRequest,
  type InsightsRoute,
} from "../http.ts";
import { tableNames } from "../tables.ts";
import { itemsOf } from "./body.ts";
import type { Component } from "./envelope.ts";
import { track } from "./track.ts";
import { type Troubles, troubleOf } from "./trouble.ts";

/** Where trouble is ordered while everything runs. */
export const troublePath = "/_eventwright/trouble";
/** Below it, a table's rows by its name: for tools that want all of them and no query. */
const rowsPath = "/_eventwright/rows/";

/**
 * The routes of the ingestion endpoint.
 * @param now the machine's time, ms since the epoch
 */
export function ingestRoutes(context: InsightsContext, troubles: Troubles, now: () => number): InsightsRoute {
  const { tables, appId, instrumentationKey } = context;
  const component: Component = { instrumentationKey, appId, appName: "local" };
  const take = async (request: InsightsRequest): Promise<InsightsAnswer> => {
    const items = itemsOf(await request.text());
    if (items.length === 0) return errorAnswer(400, "BadRequest", "The body holds no telemetry.");
    return track(items, tables, component, now(), troubles.next());
  };
  return (request) => {
    const { method, url } = request;
    const path = url.pathname.toLowerCase();
    if (path === "/v2.1/track" || path === "/v2/track") {
      return method === "POST" ? take(request) : notAllowed("POST");
    }
    if (path === troublePath) {
      return method === "PUT" ? order(request, troubles, instrumentationKey) : notAllowed("PUT");
    }
    if (path.startsWith(rowsPath)) {
      const name = url.pathname.slice(rowsPath.length);
      return method === "GET" ? rows(request, context, name) : notAllowed("GET");
    }
    if (path.startsWith("/quickpulseservice.svc/")) return liveMetrics();
    return undefined;
  };
}

const notAllowed = async (allow: string): Promise<InsightsAnswer> => ({
  ...errorAnswer(405, "MethodNotAllowed", `Use ${allow}.`),
  headers: { allow },
});

const noKey = errorAnswer(401, "Unauthorized", "The header x-eventwright-key must hold the instrumentation key.");

async function rows(request: InsightsRequest, context: InsightsContext, name: string): Promise<InsightsAnswer> {
  if (!isKey(request.headers["x-eventwright-key"], context.instrumentationKey)) return noKey;
  const table = tableNames.find((each) => each === name);
  if (table === undefined) {
    return errorAnswer(404, "NotFound", `There is no table ${name}. Tables: ${tableNames.join(", ")}.`);
  }
  return { status: 200, body: { rows: context.tables.rows(table) } };
}

async function order(request: InsightsRequest, troubles: Troubles, key: string): Promise<InsightsAnswer> {
  if (!isKey(request.headers["x-eventwright-key"], key)) return noKey;
  const items = itemsOf(await request.text());
  const trouble = troubleOf(items[0]);
  if (typeof trouble === "string") return errorAnswer(400, "BadRequest", trouble);
  troubles.order(trouble);
  return { status: 200, body: trouble };
}

function isKey(value: string | string[] | undefined, key: string): boolean {
  if (typeof value !== "string" || value.length !== key.length) return false;
  return timingSafeEqual(Buffer.from(value), Buffer.from(key));
}

/** Clients are told that nobody looks, and then ask seldom. */
const liveMetrics = async (): Promise<InsightsAnswer> => ({
  ...errorAnswer(404, "NotSupported", "The local Application Insights has no live metrics."),
  headers: { "x-ms-qps-subscribed": "false" },
});
