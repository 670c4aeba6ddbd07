import type { Caller } from "./security/caller.ts";

/** A request as the HTTP core sees it, whatever server is in front. */
export interface HttpRequest {
  readonly method: string;
  /** Path without the query string, as the client sent it. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Decoded values of the route's parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Aborted when the client has gone away, where the server can tell. */
  readonly signal?: AbortSignal;
  /** Who a checked token says sends it; undefined where none is asked for. No client can set it. */
  readonly caller?: Caller | undefined;
}

/** The answer. A body that is iterated is sent as it comes. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
}

/** Answers a request. May throw a `Problem`. */
export type HttpEndpoint = (request: HttpRequest) => Promise<HttpResponse>;

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}
