import type { IncomingMessage, ServerResponse } from "node:http";
import type { Dispatcher } from "../dispatcher.ts";
import type { CookieData, HttpRequestData, HttpResponseData, NullableString, TypedData } from "../rpc/typed-data.ts";
import { maxBody, readBody } from "./body.ts";
import { headerText, hopByHop, traceOf } from "./headers.ts";
import { sendProblem } from "./problems.ts";
import type { RequestTarget } from "./request-target.ts";
import type { RouteMatch } from "./routes.ts";

/**
 * Answers a request in normal mode: the whole body goes to the worker in one message, the whole response comes back in one.
 * @throws ProblemError when the body cannot be read
 */
export async function answerBuffered(
  dispatcher: Dispatcher,
  match: RouteMatch,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, maxBody);
  const http: HttpRequestData = {
    url: `http://${target.host}${target.path}`,
    method: request.method ?? "GET",
    nullableHeaders: nullable(headerText(request)),
    nullableQuery: nullable(joinedQuery(target.query)),
    nullableParams: nullable(match.values),
    ...(body.length > 0 && { body: { bytes: body } }),
  };
  const outcome = await dispatcher.run(match.route.info, { data: { http }, ...traceOf(request) });
  if (response.destroyed) return;
  if (outcome.kind === "succeeded") return writeResponse(response, outcome.response.returnValue);
  if (outcome.kind === "failed") {
    response.writeHead(500, { "content-length": 0 });
    response.end();
    return;
  }
  const detail = `Function ${match.route.info.name} did not finish: ${outcome.reason}. It may have had effects.`;
  sendProblem(response, { status: 503, code: "worker-lost", detail }, { "retry-after": "1" });
}

/** Writes what a function returned; nothing is 204. Also takes a plain value, as returned by a function without library. */
function writeResponse(response: ServerResponse, value: TypedData | null | undefined): void {
  const http = value?.http as HttpResponseData | undefined;
  if (http === undefined) {
    response.writeHead(204);
    response.end();
    return;
  }
  for (const [name, text] of Object.entries(http.headers ?? {})) {
    if (!hopByHop.has(name) && name !== "content-length") response.setHeader(name, text);
  }
  const cookies = (http.cookies ?? []).map(cookieText);
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  const body = http.body?.bytes ?? http.body?.string ?? http.body?.json ?? "";
  response.statusCode = Number(http.statusCode ?? 200);
  if (response.statusCode !== 204 && response.statusCode !== 304) {
    response.setHeader("content-length", Buffer.byteLength(body));
  }
  response.end(body);
}

function nullable(values: Readonly<Record<string, string>>): Record<string, NullableString> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

/** Repeated keys are joined with a comma, as the host does in this mode. */
function joinedQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(",")]));
}

function cookieText(cookie: CookieData): string {
  const parts = [`${cookie.name}=${cookie.value}`];
  if (cookie.expires != null) parts.push(`expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`);
  if (cookie.maxAge != null) parts.push(`max-age=${cookie.maxAge.value}`);
  if (cookie.domain != null) parts.push(`domain=${cookie.domain.value}`);
  parts.push(`path=${cookie.path?.value ?? "/"}`);
  if (cookie.secure?.value === true) parts.push("secure");
  const sameSite = { lax: "lax", strict: "strict", explicitNone: "none" }[cookie.sameSite as "lax"];
  if (sameSite !== undefined) parts.push(`samesite=${sameSite}`);
  if (cookie.httpOnly?.value === true) parts.push("httponly");
  return parts.join("; ");
}
