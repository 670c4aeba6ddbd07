import type { HttpEndpoint, HttpResponse } from "../http/exchange.ts";

/** What a request may carry. */
export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** A value is sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Calls an endpoint as a client would. */
export function callApi(
  api: HttpEndpoint,
  method: string,
  url: string,
  options: CallOptions = {},
): Promise<HttpResponse> {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const headers = new Headers({ ...(options.body === undefined ? {} : { "content-type": "application/json" }) });
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return api({
    method,
    path: pathname,
    query: searchParams,
    params: {},
    headers,
    body: bodyOf(options.body),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

function bodyOf(body: unknown): AsyncIterable<Uint8Array> | null {
  if (body === undefined) return null;
  const bytes =
    body instanceof Uint8Array
      ? body
      : new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  return (async function* () {
    yield bytes;
  })();
}
