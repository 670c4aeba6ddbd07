import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TokenSource } from "../../webapp/access-token.ts";
import { readText } from "../../webapp/body.ts";
import { Refusal } from "../../webapp/refusal.ts";
import { isKnown } from "./known-paths.ts";

/** The app, as this server reaches it. */
export interface App {
  /** Without `/api`; undefined until it is there. */
  readonly api: string | undefined;
  readonly key: string | undefined;
  /** Undefined: it asks for no tokens. */
  readonly token: TokenSource | undefined;
}

/** Bytes of a request's body: a command has at most 256 KiB or so, an edited payload too. */
const largestRequest = 1_048_576;
/** Bytes of an answer. A page of the largest payloads stays below it. */
const largestAnswer = 64 * 1_048_576;
/** How long the app may take, ms. */
const patience = 60_000;
const passedOn = ["content-type", "accept", "idempotency-key", "if-match", "traceparent"] as const;
const passedBack = ["content-type", "location", "retry-after", "etag", "allow"] as const;

/**
 * Passes a request on to the app, with the admin key and a token, and the answer back, without them.
 * @throws Refusal 404 for what pages may not ask, 502 and 503 when the app is not there
 */
export async function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { api, key, token }: App,
): Promise<void> {
  const method = request.method ?? "GET";
  if (!isKnown(method, url.pathname))
    throw new Refusal(404, "not-passed-on", "The dashboard does not pass this on.", `${method} ${url.pathname}`);
  if (api === undefined) throw new Refusal(503, "app-starting", "The app is not there yet.", "It is being started.");
  const body = method === "GET" ? undefined : await readText(request, largestRequest);
  const headers = new Headers(key === undefined ? {} : { "x-functions-key": key });
  for (const name of passedOn) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  if (method === "GET") headers.set("traceparent", unsampled());
  const bearer = token && (await tokenFrom(token));
  if (bearer !== undefined) headers.set("authorization", `Bearer ${bearer}`);
  const from = await ask(`${api}${url.pathname}${url.search}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const secrets = [key, bearer].filter((secret) => secret !== undefined);
  const hide = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
  response.statusCode = from.status;
  for (const name of passedBack) {
    const value = from.headers.get(name);
    if (value !== null) response.setHeader(name, hide(value));
  }
  response.end(hide(from.text));
}

async function tokenFrom(token: TokenSource): Promise<string> {
  try {
    return await token();
  } catch {
    throw new Refusal(502, "no-token", "The app asks for a token, and the issuer gives none.", "Is the issuer up?");
  }
}

/** Who only looks is not part of what is looked at: a page that asks every other second would fill the traces, and cost. */
const unsampled = () => `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-00`;

async function ask(
  url: string,
  init: RequestInit,
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  try {
    const answer = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(patience) });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body ?? []) {
      size += chunk.length;
      if (size > largestAnswer)
        throw new Refusal(502, "answer-too-large", "The app's answer is too large.", "Ask for less.");
      chunks.push(chunk);
    }
    return { status: answer.status, headers: answer.headers, text: Buffer.concat(chunks).toString() };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = error instanceof Error && error.name === "TimeoutError" ? "did not answer in time" : "is not reached";
    throw new Refusal(502, "app-unreachable", `The app ${why}.`, `Is it up at ${new URL(url).origin}?`);
  }
}
