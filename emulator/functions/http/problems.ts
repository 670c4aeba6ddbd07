import { type ServerResponse, STATUS_CODES } from "node:http";
import type { WebRefusal } from "../../web-guard.ts";

/** A refusal of the host itself, as RFC 9457 problem details. The app's own answers are not touched. */
export interface Problem {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  readonly detail: string;
}

/** Thrown where a request cannot be taken. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.problem = { status, code, detail };
  }
}

/** @throws ProblemError where there is a refusal; its code in small letters: `misdirected-request`, `foreign-origin` */
export function refuse(refusal: WebRefusal | undefined): void {
  if (refusal === undefined) return;
  const code = refusal.code.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  throw new ProblemError(refusal.status, code, refusal.message);
}

function body({ status, code, detail }: Problem): string {
  return JSON.stringify({ type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, code, detail });
}

/** Answers with a problem; ends the connection when the answer has already begun. */
export function sendProblem(response: ServerResponse, problem: Problem, headers: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const text = body(problem);
  response.writeHead(problem.status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** A whole HTTP/1.1 answer for a connection on which no request could be parsed. */
export function rawProblem(problem: Problem): string {
  const text = body(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? "Error"}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(text)}`,
    "connection: close",
    "",
    text,
  ].join("\r\n");
}

/** What Node's parser found wrong, in words. */
export function problemOfParserError(code: string | undefined): Problem {
  if (code === "HPE_HEADER_OVERFLOW") {
    return { status: 431, code: "headers-too-large", detail: "The request's header fields are larger than 16 KiB." };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { status: 408, code: "request-timeout", detail: "The request did not arrive in full in time." };
  }
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") {
    return { status: 413, code: "body-too-large", detail: "The request's chunk extensions are too large." };
  }
  return { status: 400, code: "malformed-request", detail: "The request is not valid HTTP/1.1." };
}
