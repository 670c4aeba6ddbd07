import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { sendJson, sendNothing, sendProblem } from "../../webapp/answer.ts";
import { sendAsset } from "../../webapp/assets.ts";
import { readJson } from "../../webapp/body.ts";
import { setSecurityHeaders } from "../../webapp/headers.ts";
import { allow, type SlowLimits, urlOf, usualLimits } from "../../webapp/limits.ts";
import { guardOrigin } from "../../webapp/origin.ts";
import { answerParserErrors } from "../../webapp/parser-errors.ts";
import { Refusal } from "../../webapp/refusal.ts";
import { catchUp } from "../review/catch-up.ts";
import { decide } from "../review/decide.ts";
import type { Desk } from "../review/desk.ts";
import { detailOf } from "../review/detail.ts";
import type { Verdict } from "../views.ts";
import { readAssets } from "./assets.ts";
import { readReviewer, type Sessions } from "./session.ts";
import type { Streams } from "./stream.ts";
import { handleWebhook, type WebhookOptions, webhookPath } from "./webhook.ts";

/** What the server works with. */
export interface ServerParts {
  readonly desk: Desk;
  readonly sessions: Sessions;
  readonly streams: Streams;
  readonly webhook: WebhookOptions;
  /** Names, with port, under which pages are served; complete once the server listens. */
  readonly hosts: ReadonlySet<string>;
  /** Default: {@link usualLimits}. */
  readonly limits?: SlowLimits | undefined;
}

/** Bodies of this application's own API are small. */
const largestBody = 8_192;
const longestReason = 280;
const transferPath = /^\/api\/transfers\/([A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,64})(?:\/(approve|reject))?$/;

/** The HTTP server: the webhook for Event Grid, the page and its API for people. */
export function makeServer(parts: ServerParts): Server {
  const assets = readAssets();
  const limits = parts.limits ?? usualLimits;
  const server = createServer({ requireHostHeader: false, ...limits }, (request, response) => {
    setSecurityHeaders(response);
    answer(request, response, parts, assets).catch((error: unknown) => {
      if (!(error instanceof Refusal)) parts.desk.log("error", `${request.method} failed: ${String(error)}`);
      sendProblem(response, error);
    });
  });
  answerParserErrors(server);
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServerParts,
  assets: ReturnType<typeof readAssets>,
): Promise<void> {
  const { desk } = parts;
  const url = urlOf(request);
  const { pathname } = url;
  if (pathname === webhookPath) return handleWebhook(request, response, url, parts.webhook);
  if (pathname === "/health") return sendJson(response, 200, healthOf(desk));
  guardOrigin(request, parts.hosts, "See --public-url.");
  if (pathname === "/api/session") return session(request, response, parts.sessions);
  if (!pathname.startsWith("/api/")) {
    allow(request, "GET", "HEAD");
    return sendAsset(request, response, assets.get(pathname));
  }
  return reviewerApi(request, response, pathname, parts);
}

/** It is healthy when it serves; whether the platform is, is the platform's to say. */
const healthOf = ({ link: { api, events } }: Desk) => ({ status: "ok", api, events });

async function session(request: IncomingMessage, response: ServerResponse, sessions: Sessions): Promise<void> {
  allow(request, "GET", "POST", "DELETE");
  if (request.method === "GET") return sendJson(response, 200, sessions.find(request) ?? {});
  if (request.method === "DELETE") {
    sessions.ofChange(request);
    response.setHeader("set-cookie", sessions.closingCookie());
    return sendNothing(response);
  }
  const { name } = await readMembers(request);
  const { session, cookie } = sessions.open(readReviewer(name));
  response.setHeader("set-cookie", cookie);
  sendJson(response, 201, session);
}

async function reviewerApi(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  { desk, sessions, streams }: ServerParts,
): Promise<void> {
  if (pathname === "/api/transfers") {
    allow(request, "GET");
    sessions.of(request);
    return sendJson(response, 200, desk.queue());
  }
  if (pathname === "/api/stream") {
    allow(request, "GET");
    sessions.of(request);
    return streams.open(response);
  }
  const [, key, verdict] = transferPath.exec(pathname) ?? [];
  if (key === undefined) throw new Refusal(404, "not-found", "There is nothing here.");
  if (verdict === undefined) {
    allow(request, "GET");
    sessions.of(request);
    const found = desk.find(key);
    if (found === undefined) throw new Refusal(404, "transfer-not-found", "There is no such transfer on this desk.");
    return sendJson(response, 200, await detailOf(desk, found.view));
  }
  allow(request, "POST");
  const { reviewer } = sessions.ofChange(request);
  const reason = readReason((await readMembers(request))["reason"], verdict as Verdict);
  try {
    sendJson(response, 200, await decide(desk, { key, verdict: verdict as Verdict, reviewer, ...reason }));
  } catch (error) {
    // The banner shall be right at once, not only after the next round.
    if (error instanceof Refusal && error.code === "platform-unavailable") void catchUp(desk);
    throw error;
  }
}

async function readMembers(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  // A form of another site cannot send this type.
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    throw new Refusal(415, "json-wanted", "The body must be JSON.");
  const value = await readJson(request, largestBody);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal(400, "invalid-body", "The body must be a JSON object.");
  return value as Readonly<Record<string, unknown>>;
}

function readReason(value: unknown, verdict: Verdict): { readonly reason?: string } {
  const reason = typeof value === "string" ? value.trim() : "";
  if (reason === "") {
    if (verdict === "approve") return {};
    throw new Refusal(422, "reason-missing", "A rejection needs a reason.", "The sender will be told.");
  }
  if (reason.length > longestReason || !reason.isWellFormed())
    throw new Refusal(422, "invalid-reason", `A reason has at most ${longestReason} characters.`);
  return { reason };
}
