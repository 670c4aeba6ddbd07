import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { sendJson, sendNothing, sendProblem } from "../../webapp/answer.ts";
import { type Asset, sendAsset } from "../../webapp/assets.ts";
import { readJson } from "../../webapp/body.ts";
import { setSecurityHeaders } from "../../webapp/headers.ts";
import { allow, type SlowLimits, urlOf, usualLimits } from "../../webapp/limits.ts";
import { isLoopback } from "../../webapp/loopback.ts";
import { guardOrigin } from "../../webapp/origin.ts";
import { answerParserErrors } from "../../webapp/parser-errors.ts";
import { Refusal } from "../../webapp/refusal.ts";
import type { Collector } from "../collector/collector.ts";
import { receive, signalAt } from "../collector/receive.ts";
import type { Log } from "../log.ts";
import type { ConfigAnswer } from "../shapes.ts";
import { type App, proxy } from "./proxy.ts";
import type { Sessions } from "./sessions.ts";
import { answerTelemetry } from "./telemetry-api.ts";

/** What the server works with. */
export interface ServerParts {
  readonly app: App;
  /** The page's files by path; `/` is the page itself. */
  readonly page: ReadonlyMap<string, Asset>;
  readonly collector: Collector;
  readonly now: () => number;
  /** Undefined: nobody is asked for a key. */
  readonly sessions: Sessions | undefined;
  /** Names, with port, under which it is reached; complete once the server listens. */
  readonly hosts: ReadonlySet<string>;
  readonly log: Log;
  /** Default: {@link usualLimits}. */
  readonly limits: SlowLimits | undefined;
}

const hint = "Open it as http://127.0.0.1 with its port.";
const largestSignIn = 4_096;

/** The HTTP server: the page, its own API under `/dashboard`, and the app's under `/api`. */
export function makeServer(parts: ServerParts): Server {
  const limits = parts.limits ?? usualLimits;
  const server = createServer({ requireHostHeader: false, ...limits }, (request, response) => {
    setSecurityHeaders(response);
    answer(request, response, parts).catch((error: unknown) => {
      if (!(error instanceof Refusal)) parts.log("error", `${request.method} failed: ${String(error)}`);
      sendProblem(response, error);
    });
  });
  answerParserErrors(server);
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: ServerParts): Promise<void> {
  const url = urlOf(request);
  const { pathname } = url;
  guardOrigin(request, parts.hosts, hint);
  const signal = signalAt(pathname);
  if (signal !== undefined) return receive(request, response, signal, parts.collector);
  if (pathname === "/dashboard/health") return sendJson(response, 200, { status: "ok" });
  if (pathname === "/dashboard/session") return session(request, response, parts.sessions);
  if (pathname === "/dashboard/config") {
    allow(request, "GET");
    return sendJson(response, 200, configFor(request, parts));
  }
  const isPage = !/^\/(api|admin|dashboard)\//.test(pathname);
  if (isPage) {
    allow(request, "GET", "HEAD");
    return sendAsset(request, response, fileAt(pathname, parts.page));
  }
  parts.sessions?.guard(request);
  if (pathname.startsWith("/dashboard/")) {
    allow(request, "GET");
    const found = answerTelemetry(url, parts.collector, parts.now());
    if (found === undefined) throw new Refusal(404, "not-found", "There is nothing here.");
    return sendJson(response, 200, found);
  }
  return proxy(request, response, url, parts.app);
}

/** Views have paths of their own, and all of them are the one page. */
function fileAt(pathname: string, page: ServerParts["page"]): Asset | undefined {
  return page.get(pathname) ?? (pathname.startsWith("/assets/") ? undefined : page.get("/"));
}

function configFor(request: IncomingMessage, { app, sessions }: ServerParts): ConfigAnswer {
  if (sessions !== undefined && !sessions.holds(request)) return { signedIn: false };
  return {
    signedIn: true,
    ...(sessions !== undefined && { asksKey: true }),
    ...(app.api !== undefined && { api: app.api, local: isLoopback(app.api) }),
  };
}

async function session(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Sessions | undefined,
): Promise<void> {
  allow(request, "POST", "DELETE");
  if (sessions === undefined) throw new Refusal(404, "no-sessions", "This dashboard asks nobody for a key.");
  if (request.method === "DELETE") {
    response.setHeader("set-cookie", sessions.close(request));
    return sendNothing(response);
  }
  const { key } = ((await readJson(request, largestSignIn)) ?? {}) as { readonly key?: unknown };
  response.setHeader("set-cookie", sessions.open(key));
  sendNothing(response);
}
