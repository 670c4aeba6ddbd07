import type { IncomingMessage, ServerResponse } from "node:http";

/** Which pages of other origins may use the host. */
export interface Cors {
  /** `*`, or origins such as `https://app.example`; `null` is that of pages which are opened as files. */
  readonly origins: readonly string[];
  /** Whether their requests may carry cookies and the like. */
  readonly credentials: boolean;
}

/**
 * Reads a list of origins, separated by commas, as `--cors` and `Host.CORS` have it. Empty: no other origin.
 * @throws when it cannot be honoured
 */
export function parseCors(list: string, credentials: boolean): Cors | undefined {
  const origins = list
    .split(",")
    .map((origin) => origin.trim().replace(/\/+$/, ""))
    .filter((origin) => origin !== "");
  if (origins.length === 0) return undefined;
  if (credentials && origins.includes("*")) {
    throw new Error("CORS: credentials cannot be allowed for every origin (*). Name the origins.");
  }
  const wrong = origins.find(
    (origin) => !["*", "null"].includes(origin) && URL.parse(origin)?.origin !== origin.toLowerCase(),
  );
  if (wrong !== undefined) {
    throw new Error(`CORS: "${wrong}" is no origin. Write it like https://app.example, without a path.`);
  }
  return { origins, credentials };
}

/**
 * Gives an answer the headers that let a page of an allowed origin read it, and answers preflights in full, so that functions
 * never see those, as on Azure.
 * @returns whether the request has been answered
 */
export function answerCors(cors: Cors, request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  const wanted = request.headers["access-control-request-method"];
  const isPreflight = request.method === "OPTIONS" && wanted !== undefined;
  const any = cors.origins.includes("*");
  if (!any) response.setHeader("vary", "Origin");
  if (any || cors.origins.some((allowed) => allowed.toLowerCase() === origin.toLowerCase())) {
    response.setHeader("access-control-allow-origin", any ? "*" : origin);
    if (cors.credentials) response.setHeader("access-control-allow-credentials", "true");
    if (isPreflight) {
      response.setHeader("access-control-allow-methods", wanted);
      const headers = request.headers["access-control-request-headers"];
      if (headers !== undefined) response.setHeader("access-control-allow-headers", headers);
    }
  }
  if (!isPreflight) return false;
  request.resume();
  response.writeHead(204).end();
  return true;
}
