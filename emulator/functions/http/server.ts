import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { hasTooManyHeaders, mostHeaders, type ServerLimits, usualLimits } from "../../server-limits.ts";
import type { Log } from "../../service.ts";
import { WebGuard } from "../../web-guard.ts";
import { drain } from "./body.ts";
import { ProblemError, problemOfParserError, rawProblem, refuse, sendProblem } from "./problems.ts";
import { type RequestTarget, readTarget } from "./request-target.ts";

/** Answers one request whose target is valid. What it throws becomes the response. */
export type Handler = (target: RequestTarget, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A listening server. */
export interface HttpServer {
  readonly port: number;
  /** Asks clients to go: event streams are cut, connections end after their response. Requests are still taken. */
  quiet(): void;
  /** Stops listening; waits up to `grace` ms for responses under way, then cuts them off. Event streams are cut at once. */
  close(grace: number): Promise<void>;
}

/** Largest header block: what Azure's front ends take. */
const maxHeaderSize = 16 * 1024;

/**
 * Opens the host's HTTP server on loopback. Whatever a client sends gets an answer: what Node's parser refuses too.
 * @throws when the port is taken
 */
export async function openHttpServer(
  port: number,
  handler: Handler,
  log: Log,
  limits: ServerLimits = usualLimits,
  guard: WebGuard = new WebGuard(),
): Promise<HttpServer> {
  const open = new Set<ServerResponse>();
  let closing = false;
  let listening = port;
  const server = createServer({
    maxHeaderSize,
    ...limits,
    keepAliveTimeout: 65_000,
    // Checked by us, to answer with a problem.
    requireHostHeader: false,
  });
  const take = (request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (closing) response.setHeader("connection", "close");
    answer(handler, request, response, log, { host: `127.0.0.1:${listening}`, guard });
  };
  server.on("request", take);
  server.on("checkExpectation", (_request, response) => {
    sendProblem(response, {
      status: 417,
      code: "unknown-expectation",
      detail: "The only known expectation is 100-continue.",
    });
  });
  server.on("connect", (_request: IncomingMessage, socket: Socket) => {
    socket.end(
      rawProblem({
        status: 405,
        code: "method-not-supported",
        detail: "This is not a proxy: CONNECT is not supported.",
      }),
    );
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    // An answer that has begun on this connection cannot be followed by another.
    const begun = [...open].some((response) => response.socket === socket && response.headersSent);
    if (begun) socket.destroy();
    else socket.end(rawProblem(problemOfParserError(error.code)));
  });
  await listen(server, port);
  listening = (server.address() as AddressInfo).port;
  const quiet = () => {
    closing = true;
    for (const response of open) {
      const endless = String(response.getHeader("content-type")).startsWith("text/event-stream");
      if (endless) response.destroy();
      else if (!response.headersSent) response.setHeader("connection", "close");
    }
  };
  return {
    port: listening,
    quiet,
    close: (grace) => {
      quiet();
      return closeServer(server, grace);
    },
  };
}

function answer(
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
  { host, guard }: { readonly host: string; readonly guard: WebGuard },
): void {
  const failed = (error: unknown) => {
    if (error instanceof ProblemError) {
      const rest: Record<string, string> = drain(request) ? {} : { connection: "close" };
      return sendProblem(response, error.problem, rest);
    }
    log("error", `The host failed to answer a request: ${error instanceof Error ? error.stack : String(error)}`);
    sendProblem(response, { status: 500, code: "host-error", detail: "The local host failed. Its log says why." });
  };
  try {
    if (request.method === "TRACE") {
      throw new ProblemError(405, "method-not-supported", "TRACE is not supported: it cannot be handed to a function.");
    }
    if (hasTooManyHeaders(request)) {
      throw new ProblemError(431, "too-many-headers", `A request has at most ${mostHeaders} header fields.`);
    }
    const target = readTarget(request, host);
    refuse(guard.misdirected(request));
    handler(target, request, response).catch(failed);
  } catch (error) {
    failed(error);
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function closeServer(server: Server, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearTimeout(late);
}
