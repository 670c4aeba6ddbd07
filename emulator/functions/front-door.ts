import type { IncomingMessage, ServerResponse } from "node:http";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Log } from "../service.ts";
import type { WebGuard } from "../web-guard.ts";
import type { HostConfig } from "./config/host-json.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { DurableDoor } from "./durable/door.ts";
import type { FunctionInfo } from "./function-info.ts";
import { type AdminContext, answerAdmin, type HostState } from "./http/admin.ts";
import { answerBuffered } from "./http/buffered.ts";
import { answerCors, type Cors } from "./http/cors.ts";
import { type FunctionKeys, keyOf, opens } from "./http/keys.ts";
import { ProblemError, refuse } from "./http/problems.ts";
import { answerStreamed, type Upstream } from "./http/proxy.ts";
import type { RequestTarget } from "./http/request-target.ts";
import { findRoute, type HttpRoute } from "./http/routes.ts";
import type { Handler } from "./http/server.ts";
import { Turns } from "./http/turns.ts";
import { answerEventGrid } from "./triggers/event-grid.ts";
import { within } from "./within.ts";

/** What the front door needs; what changes while the host runs is asked for each time. */
export interface FrontDoorContext {
  readonly config: HostConfig;
  readonly log: Log;
  readonly dispatcher: Dispatcher;
  readonly admin: AdminContext;
  readonly functions: () => readonly FunctionInfo[];
  readonly routes: () => readonly HttpRoute[];
  /** Undefined in normal mode. */
  readonly upstream: () => Upstream | undefined;
  readonly state: () => HostState;
  readonly hasWorker: () => boolean;
  /** Undefined: keys are not asked for. */
  readonly keys: FunctionKeys | undefined;
  /** Undefined: pages of other origins may not read answers, unless a function says so. */
  readonly cors: Cors | undefined;
  readonly guard: WebGuard;
  /** Answers the management API of Durable Functions. */
  readonly durable: DurableDoor;
}

/** How long a request waits for a worker that is being restarted, ms. */
const workerPatience = 10_000;

/** Sends every request to where it belongs: admin, webhooks, or the app's function whose route matches first. */
export function frontDoor(context: FrontDoorContext): Handler {
  let outstanding = 0;
  const turns = new Turns(context.config.maxConcurrentRequests);
  return async (target, request, response) => {
    const [first, second, third] = target.segments.slice(0, 3).map((segment) => segment.toLowerCase());
    // `/durabletask` asks for no key, so it stays closed to every page.
    if (context.cors && first !== "durabletask" && answerCors(context.cors, request, response)) return;
    // What needs no preflight is kept out here; what the app serves to everybody is its own to judge.
    if (first === "admin" || first === "runtime") refuse(context.guard.foreignOrigin(request));
    if (first === "admin") {
      if (second !== "host" || third !== "ping") requireKey(context, target, request, response, []);
      if (response.writableEnded) return;
      return answerAdmin(context.admin, target.segments.slice(1), request, response);
    }
    if (first === "runtime") return answerWebhook(context, target, request, response);
    if (first === "durabletask") return context.durable.answerWorker(target, request, response);
    const state = context.state();
    if (state !== "Running") {
      response.setHeader("retry-after", "1");
      const code = state === "Starting" ? "starting" : "stopping";
      throw new ProblemError(503, code, `The local host is ${code}.`);
    }
    for (const [name, value] of Object.entries(context.config.customHeaders)) response.setHeader(name, value);
    const { maxOutstandingRequests: most } = context.config;
    if (most !== undefined && outstanding >= most) {
      throw new ProblemError(
        429,
        "too-many-requests",
        `More than ${most} requests are waiting (extensions.http.maxOutstandingRequests).`,
      );
    }
    outstanding++;
    try {
      await turns.take(async () => {
        // Whoever left while waiting is owed nothing.
        if (!response.destroyed) await answerFunction(context, target, request, response);
      });
    } finally {
      outstanding--;
    }
  };
}

async function answerFunction(
  context: FrontDoorContext,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const match = findRoute(context.routes(), request.method ?? "GET", target.segments);
  if (match === undefined) return end(request, response, 404);
  const { authLevel } = match.route;
  if (authLevel === "admin") refuse(context.guard.foreignOrigin(request));
  if (authLevel !== "anonymous") {
    requireKey(context, target, request, response, authLevel === "function" ? [context.keys?.host ?? ""] : []);
    if (response.writableEnded) return;
  }
  if (!context.hasWorker()) {
    await within(systemClock, workerPatience, context.dispatcher.ready());
    if (!context.hasWorker()) {
      response.setHeader("retry-after", "1");
      throw new ProblemError(503, "worker-restarting", "The app's process has crashed and is being restarted.");
    }
  }
  const upstream = context.upstream();
  if (upstream === undefined) return answerBuffered(context.dispatcher, match, target, request, response);
  return answerStreamed(context.dispatcher, upstream, match, target, request, response, context.log);
}

async function answerWebhook(
  context: FrontDoorContext,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, area, extension] = target.segments.map((segment) => segment.toLowerCase());
  if (area === "webhooks" && extension === "durabletask") {
    requireKey(context, target, request, response, [context.keys?.durabletask ?? ""]);
    if (response.writableEnded) return;
    return context.durable.answer(target.segments.slice(3), target, request, response);
  }
  if (area !== "webhooks" || extension !== "eventgrid" || target.segments.length > 3) {
    throw new ProblemError(
      404,
      "not-found",
      "There is no such webhook. This local host has /runtime/webhooks/EventGrid and /runtime/webhooks/durabletask.",
    );
  }
  requireKey(context, target, request, response, [context.keys?.eventgrid ?? ""]);
  if (response.writableEnded) return;
  return answerEventGrid(context.functions(), context.dispatcher, target.query, request, response);
}

/** Ends the request with 401, as Azure does without a body, unless it brings one of `accepted` or the master key. */
function requireKey(
  { keys }: FrontDoorContext,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
  accepted: readonly string[],
): void {
  if (keys === undefined || opens(keyOf(request, target.query), [keys.master, ...accepted])) return;
  end(request, response, 401);
}

function end(request: IncomingMessage, response: ServerResponse, status: number): void {
  // What is left of the body would be taken for the next request on this connection.
  if (!request.complete && request.headers["content-length"] !== "0") request.resume();
  response.writeHead(status, { "content-length": 0 });
  response.end();
}
