import { timingSafeEqual } from "node:crypto";
import type { InsightsAnswer, InsightsContext, InsightsRequest, InsightsRoute } from "../../http.ts";
import { runQuery } from "../engine.ts";
import { KqlError, locate } from "../error.ts";
import { insightsTables } from "../insights-tables.ts";
import { answerBody } from "./answer.ts";
import { apiError, queryError } from "./errors.ts";
import { readQuery } from "./request.ts";

/**
 * The query API of Application Insights: `GET` and `POST /v1/apps/{appId}/query`.
 * @param apiKey what a client shows as `x-api-key` or as a bearer token
 * @param now the machine's time, ms since the epoch
 */
export function queryRoutes(context: InsightsContext, apiKey: string, now: () => number): InsightsRoute {
  return (request) => {
    const found = /^\/v1\/apps\/([^/]+)\/query\/?$/i.exec(request.url.pathname);
    if (!found) return undefined;
    return answer(request, decode(found[1] as string), context, apiKey, now);
  };
}

async function answer(
  request: InsightsRequest,
  appId: string,
  context: InsightsContext,
  apiKey: string,
  now: () => number,
): Promise<InsightsAnswer> {
  if (request.method !== "GET" && request.method !== "POST") {
    return { ...apiError(405, "MethodNotAllowed", "Use GET or POST."), headers: { allow: "GET, POST" } };
  }
  const shown = shownKey(request);
  if (shown === undefined)
    return apiError(401, "AuthorizationRequiredError", "Valid authentication was not provided: send x-api-key.");
  if (!isSame(shown, apiKey) || appId.toLowerCase() !== context.appId.toLowerCase()) {
    const words = "The provided authentication is not authorized to access this resource";
    return apiError(403, "InsufficientAccessError", words);
  }
  const asked = await readQuery(request);
  if ("status" in asked) return asked;
  try {
    const tables = insightsTables(context.tables, asked.timespan?.(now()));
    const found = runQuery(asked.query, { tables, now: now(), random: Math.random });
    return { status: 200, body: locate(asked.query, () => answerBody(found, wantsRender(request))) };
  } catch (error) {
    if (error instanceof KqlError) return queryError(error, asked.query);
    throw error;
  }
}

function shownKey({ headers }: InsightsRequest): string | undefined {
  const key = headers["x-api-key"];
  if (typeof key === "string") return key;
  return /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
}

function isSame(shown: string, key: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const wantsRender = ({ headers }: InsightsRequest) => /\binclude-render=true\b/i.test(String(headers["prefer"] ?? ""));

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
