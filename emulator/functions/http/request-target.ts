import type { IncomingMessage } from "node:http";
import { ProblemError } from "./problems.ts";
import { segmentsOf } from "./routes.ts";

/** A request's target, checked. */
export interface RequestTarget {
  /** Host and port as the client wrote them. */
  readonly host: string;
  /** Path and query, undecoded. */
  readonly path: string;
  /** Decoded. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

const hostShape = /^([A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/;

/**
 * Reads host and target of a request.
 * @throws ProblemError when they could not be handed to the app, which would fail on them
 */
export function readTarget(request: IncomingMessage, defaultHost: string): RequestTarget {
  let target = request.url ?? "/";
  let host = request.headers.host ?? (request.httpVersion === "1.0" ? defaultHost : undefined);
  if (host === undefined) throw new ProblemError(400, "missing-host", "An HTTP/1.1 request needs a Host header.");
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target);
  if (absolute !== null) {
    host = absolute[1] ?? "";
    target = absolute[2] || "/";
    if (target.startsWith("?")) target = `/${target}`;
  }
  if (!hostShape.test(host) || !URL.canParse(`http://${host}/`)) {
    throw new ProblemError(400, "invalid-host", "The Host header is not a host name with an optional port.");
  }
  if (!target.startsWith("/") || target.includes("#") || !URL.canParse(`http://${host}${target}`)) {
    throw new ProblemError(400, "invalid-target", "The request target is not an absolute path.");
  }
  const end = target.indexOf("?");
  const segments = segmentsOf(end < 0 ? target : target.slice(0, end));
  if (segments === undefined) {
    throw new ProblemError(400, "invalid-target", "The path has a percent sign that begins no valid UTF-8 escape.");
  }
  return { host, path: target, segments, query: new URLSearchParams(end < 0 ? "" : target.slice(end)) };
}
