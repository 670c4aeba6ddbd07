import { randomUUID } from "node:crypto";
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
  request as sendRequest,
} from "node:http";
import type { Log } from "../../service.ts";
import type { Dispatcher } from "../dispatcher.ts";
import type { TypedData } from "../rpc/typed-data.ts";
import type { Outcome } from "../worker-process.ts";
import { bodyTooLarge, contentLength, maxBody } from "./body.ts";
import { headerText, hopByHop, traceOf } from "./headers.ts";
import { sendProblem } from "./problems.ts";
import type { RequestTarget } from "./request-target.ts";
import type { RouteMatch } from "./routes.ts";

/** Where the worker takes streamed requests. */
export interface Upstream {
  readonly port: number;
  readonly agent: Agent;
}

/** The upstream behind a worker's `HttpUri`; loopback whatever host name the library wrote there. */
export function upstreamOf(httpUri: string): Upstream {
  return {
    port: Number(new URL(httpUri).port),
    agent: new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY }),
  };
}

/**
 * Answers a request in streaming mode: its bytes go to the worker's own HTTP server and the response's bytes come back over
 * the same connection, while an invocation with the same id runs. What the function throws or forgets to answer ends as 500.
 * @throws ProblemError when the body is announced as too large
 */
export async function answerStreamed(
  dispatcher: Dispatcher,
  upstream: Upstream,
  match: RouteMatch,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  if ((contentLength(request) ?? 0) > maxBody) throw bodyTooLarge(maxBody);
  const invocationId = randomUUID();
  const proxied = forward(upstream, target, invocationId, request, response, () => dispatcher.abandon(invocationId));
  const outcome = await dispatcher.run(match.route.info, {
    invocationId,
    data: { http: {} },
    metadata: metadataOf(request, target, match),
    ...traceOf(request),
  });
  const { name } = match.route.info;
  if (outcome.kind === "succeeded" && outcome.response.unanswered !== true) {
    await proxied.finished;
    if (response.headersSent || response.destroyed) return;
    const detail = `The connection to function ${name} broke before its response arrived.`;
    return sendProblem(response, { status: 502, code: "worker-connection-lost", detail });
  }
  proxied.abandon();
  if (response.destroyed || response.writableEnded) return;
  if (outcome.kind === "lost") {
    const detail = `Function ${name} did not finish: ${outcome.reason}. It may have had effects.`;
    return sendProblem(response, { status: 503, code: "worker-lost", detail }, { "retry-after": "1" });
  }
  shout(log, name, outcome);
  if (response.headersSent) response.destroy();
  else {
    response.writeHead(500, { "content-length": 0 });
    response.end();
  }
}

function shout(log: Log, name: string, outcome: Exclude<Outcome, { kind: "lost" }>): void {
  const did = outcome.kind === "failed" ? "threw" : "returned nothing";
  log(
    "error",
    `HTTP function ${name} ${did} in streaming mode. Here the request ends with 500; on Azure it HANGS until the load balancer gives up after about 230 s. Catch every error in the handler and always return a response.`,
    { function: name },
  );
}

function metadataOf(request: IncomingMessage, target: RequestTarget, match: RouteMatch): Record<string, TypedData> {
  const values = Object.entries(match.values).map(([name, string]) => [name, { string }] as const);
  return {
    ...Object.fromEntries(values),
    Query: { json: JSON.stringify(Object.fromEntries(target.query)) },
    Headers: { json: JSON.stringify(headerText(request)) },
  };
}

interface Proxied {
  /** Resolves when the response has been passed on, in full or not. */
  readonly finished: Promise<void>;
  /** Drops the connection to the worker. */
  abandon(): void;
}

function forward(
  upstream: Upstream,
  target: RequestTarget,
  invocationId: string,
  request: IncomingMessage,
  response: ServerResponse,
  onClientGone: () => void,
): Proxied {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const outgoing = sendRequest({
    host: "127.0.0.1",
    port: upstream.port,
    agent: upstream.agent,
    method: request.method,
    path: target.path,
    headers: {
      "x-ms-invocation-id": invocationId,
      "x-forwarded-host": target.host,
      "x-forwarded-proto": "http",
      ...(hasBody && bodyHeaders(request)),
    },
  });
  response.once("close", () => {
    if (!response.writableFinished) {
      outgoing.destroy();
      onClientGone();
    }
    finish();
  });
  // The outcome of the invocation says what happened; a broken connection alone does not.
  outgoing.on("error", finish);
  outgoing.on("response", (incoming) => {
    passOn(incoming, response);
    incoming.on("end", () => {
      if (!request.complete) leaveRest(request, outgoing);
    });
  });
  if (hasBody) sendBody(request, outgoing, response);
  else {
    request.resume();
    outgoing.end();
  }
  return { finished, abandon: () => outgoing.destroy() };
}

function bodyHeaders(request: IncomingMessage): Record<string, string> {
  const { "content-length": length, "content-type": type } = request.headers;
  const framing: Record<string, string> =
    length === undefined
      ? request.headers["transfer-encoding"] === undefined
        ? { "content-length": "0" }
        : { "transfer-encoding": "chunked" }
      : { "content-length": length };
  return type === undefined ? framing : { ...framing, "content-type": type };
}

function sendBody(request: IncomingMessage, outgoing: ClientRequest, response: ServerResponse): void {
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBody) return;
    request.unpipe(outgoing);
    outgoing.destroy();
    if (response.headersSent) request.destroy();
    else sendProblem(response, bodyTooLarge(maxBody).problem, { connection: "close" });
  });
  request.on("error", () => outgoing.destroy());
  request.pipe(outgoing);
}

/**
 * The function has answered without reading the whole body: the rest is read and dropped, so that the client can use its
 * connection again. That to the worker cannot be used again.
 */
function leaveRest(request: IncomingMessage, outgoing: ClientRequest): void {
  request.unpipe(outgoing);
  outgoing.destroy();
  request.resume();
}

function passOn(incoming: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    incoming.destroy();
    return;
  }
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !hopByHop.has(name)) response.setHeader(name, value);
  }
  response.writeHead(incoming.statusCode ?? 500);
  // The head goes out with the first bytes, or alone when none are there yet: a stream of events must open at once.
  setImmediate(() => {
    if (!response.destroyed) response.flushHeaders();
  });
  incoming.on("error", () => response.destroy());
  incoming.on("aborted", () => response.destroy());
  incoming.pipe(response);
}
