import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** What is wrong with bytes that never became a request, or with one that HTTP itself refuses. */
export interface ParserError {
  readonly status: number;
  /** In words, such as `BadRequest`. */
  readonly code: string;
  readonly message: string;
}

/**
 * Answers what Node's HTTP server would refuse with an empty or no answer (malformed bytes, too many headers, a request that
 * does not come to its end, CONNECT, an unknown Expect) with a body of the server's own kind. Wants a server that was made
 * with `requireHostHeader: false`, because the refusal for that header cannot be given a body.
 * @param bodyOf the JSON text of an error
 */
export function answerParserErrors(server: Server, bodyOf: (error: ParserError) => string): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    answering.set(request.socket, response);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    const response = answering.get(socket);
    // An answer that has begun on this connection cannot be followed by another.
    const begun = response?.headersSent === true && !response.writableFinished;
    // Before the end of a handshake nothing can be said, and what is written would wait for it for ever.
    const isUnsecured = /^ERR_(TLS|SSL)_/.test(error.code ?? "");
    if (error.code === "ECONNRESET" || isUnsecured || !socket.writable || begun) socket.destroy();
    else socket.end(rawAnswer(errorOf(error.code), bodyOf));
  });
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    socket.on("error", () => socket.destroy());
    socket.end(rawAnswer({ status: 405, code: "MethodNotAllowed", message: "CONNECT is not supported." }, bodyOf));
  });
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    const message = "The only known expectation is 100-continue.";
    const text = bodyOf({ status: 417, code: "ExpectationFailed", message });
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
      connection: "close",
    };
    response.writeHead(417, headers).end(text);
  });
}

function errorOf(code: string | undefined): ParserError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 431,
        code: "RequestHeaderFieldsTooLarge",
        message: "The request's header fields are too large.",
      };
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return { status: 413, code: "RequestEntityTooLarge", message: "The request's chunk extensions are too large." };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { status: 408, code: "RequestTimeout", message: "The request did not arrive in full in time." };
    default:
      return { status: 400, code: "BadRequest", message: "The request is not valid HTTP/1.1." };
  }
}

function rawAnswer(error: ParserError, bodyOf: (error: ParserError) => string): string {
  const text = bodyOf(error);
  return [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? "Error"}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(text)}`,
    "connection: close",
    "",
    text,
  ].join("\r\n");
}
