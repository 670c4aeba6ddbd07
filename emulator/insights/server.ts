import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connectionsOf } from "../connections.ts";
import type { EntraOptions } from "../identity/guard.ts";
import { answerParserErrors } from "../parser-errors.ts";
import { hasTooManyHeaders, mostHeaders, type ServerLimits, usualLimits } from "../server-limits.ts";
import { type Log, type Service, silentLog } from "../service.ts";
import { WebGuard } from "../web-guard.ts";
import { errorAnswer, type InsightsAnswer, type InsightsContext, type InsightsRoute } from "./http.ts";
import { readBody, UnreadableBody } from "./ingest/body.ts";
import { ingestGuard } from "./ingest/guard.ts";
import { ingestRoutes } from "./ingest/routes.ts";
import { type Trouble, Troubles } from "./ingest/trouble.ts";
import { queryRoutes } from "./query/api/routes.ts";
import { Tables } from "./tables.ts";

/** Options of the local Application Insights. */
export interface InsightsOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** A UUID in small letters. Who sends telemetry shows it. */
  readonly instrumentationKey: string;
  /** Identifies the component in queries. Default: the instrumentation key. */
  readonly appId?: string;
  /** What who asks shows. Default: the instrumentation key. */
  readonly apiKey?: string;
  /** Most rows of one table that are kept for certain. */
  readonly mostRows?: number;
  readonly log?: Log;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly limits?: ServerLimits;
  /** PEM. With it everything is served over https, and over nothing else. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Given: telemetry is taken with a token of whoever has the role for it, and only so. Needs `tls`. */
  readonly entra?: EntraOptions | undefined;
}

/** The local Application Insights that runs. */
export interface InsightsService extends Service {
  /** What the exporter takes, and `APPLICATIONINSIGHTS_CONNECTION_STRING`. */
  readonly connectionString: string;
  readonly tables: Tables;
  /** Makes the next requests fail. */
  order(trouble: Trouble): void;
}

/** Further routes, made over the same tables. */
export type RouteMaker = (context: InsightsContext) => InsightsRoute;

/**
 * Starts the local Application Insights: what is sent is kept in memory and can be queried.
 * @param further routes beside those of ingestion and queries
 * @throws Error when the port is taken
 */
export async function startInsights(
  options: InsightsOptions,
  further: readonly RouteMaker[] = [],
): Promise<InsightsService> {
  const { instrumentationKey, appId = instrumentationKey, log = silentLog, limits = usualLimits } = options;
  const { tls, entra } = options;
  if (entra !== undefined && tls === undefined) throw new Error("entra needs tls: tokens travel over https only.");
  const tables = new Tables(options.mostRows);
  const troubles = new Troubles();
  const context: InsightsContext = { tables, appId, instrumentationKey };
  const routes = [
    ...(entra === undefined ? [] : [ingestGuard(entra, log, Date.now)]),
    ingestRoutes(context, troubles, Date.now),
    queryRoutes(context, options.apiKey ?? instrumentationKey, Date.now),
    ...further.map((make) => make(context)),
  ];
  const http = { requireHostHeader: false, ...limits };
  const guard = new WebGuard(options);
  const reply = (message: IncomingMessage, response: ServerResponse) =>
    void serve(message, response, { routes, guard, log });
  const server =
    tls === undefined
      ? createServer(http, reply)
      : createTlsServer({ ...http, ...tls, handshakeTimeout: limits.headersTimeout }, reply);
  const connections = connectionsOf(server);
  answerParserErrors(server, ({ status, code, message }) => JSON.stringify(errorAnswer(status, code, message).body));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
  });
  const url = `${tls === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    connections.destroyAll();
    await closed;
  };
  return {
    name: "insights",
    url,
    connectionString: `InstrumentationKey=${instrumentationKey};IngestionEndpoint=${url}/;ApplicationId=${appId}`,
    tables,
    order: (trouble) => troubles.order(trouble),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  { routes, guard, log }: { readonly routes: readonly InsightsRoute[]; readonly guard: WebGuard; readonly log: Log },
): Promise<void> {
  try {
    send(response, await answerOf(message, routes, guard));
  } catch (error) {
    if (response.headersSent || message.socket.destroyed) return void response.destroy();
    if (error instanceof UnreadableBody) return send(response, errorAnswer(error.status, "BadRequest", error.message));
    log("error", "a request failed inside Application Insights", { url: message.url, error: String(error) });
    send(response, errorAnswer(500, "InternalError", "The local Application Insights failed; see its log."));
  }
}

async function answerOf(
  message: IncomingMessage,
  routes: readonly InsightsRoute[],
  guard: WebGuard,
): Promise<InsightsAnswer> {
  const { method = "GET", headers, url: target = "/" } = message;
  if (hasTooManyHeaders(message)) {
    const words = `A request has at most ${mostHeaders} header fields.`;
    return errorAnswer(431, "RequestHeaderFieldsTooLarge", words);
  }
  const refusal = guard.refusalOf(message);
  if (refusal !== undefined) return errorAnswer(refusal.status, refusal.code, refusal.message);
  const base = "http://127.0.0.1";
  if (!target.startsWith("/") || target.startsWith("//") || !URL.canParse(target, base)) {
    return errorAnswer(400, "BadRequest", "The request target must be a path.");
  }
  const request = { method, url: new URL(target, base), headers, text: () => readBody(message) };
  for (const route of routes) {
    const answer = await route(request);
    if (answer !== undefined) return answer;
  }
  return errorAnswer(404, "NotFound", `The local Application Insights has nothing at ${request.url.pathname}.`);
}

function send(response: ServerResponse, { status, body, headers }: InsightsAnswer): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, {
    ...(text === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(text);
}
