import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { problemText, sendProblem } from "./answer.ts";
import { Refusal } from "./refusal.ts";

/** Answers with problem details what Node's HTTP server would refuse with an empty answer, or with none. */
export function answerParserErrors(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    answering.set(request.socket, response);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    const response = answering.get(socket);
    // An answer that has begun on this connection cannot be followed by another.
    const begun = response?.headersSent === true && !response.writableFinished;
    if (error.code === "ECONNRESET" || !socket.writable || begun) socket.destroy();
    else socket.end(rawProblem(refusalOf(error.code)));
  });
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    socket.on("error", () => socket.destroy());
    socket.end(rawProblem(new Refusal(405, "method-not-allowed", "CONNECT is not supported.")));
  });
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    sendProblem(response, new Refusal(417, "unknown-expectation", "The only known expectation is 100-continue."));
  });
}

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Refusal(431, "headers-too-large", "The request's header fields are too large.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Refusal(408, "request-timeout", "The request did not arrive in full in time.");
    default:
      return new Refusal(400, "malformed-request", "The request is not valid HTTP/1.1.");
  }
}

function rawProblem(refusal: Refusal): string {
  const text = problemText(refusal);
  return [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? "Error"}`,
    "content-type: application/problem+json; charset=utf-8",
    `content-length: ${Buffer.byteLength(text)}`,
    "connection: close",
    "",
    text,
  ].join("\r\n");
}
