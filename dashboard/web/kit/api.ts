import { type Query, queryText } from "./route.tsx";

/** What the app, or the dashboard's server, says when it does not do what was asked (RFC 9457). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  /** Faults of what was sent, by JSON pointer. */
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];

  constructor(status: number, problem: Problem) {
    const title = problem.title ?? `It was answered with ${status}.`;
    super(problem.detail === undefined ? title : `${title} ${problem.detail}`);
    this.status = status;
    this.title = title;
    this.detail = problem.detail;
    this.code = problem.code ?? String(status);
    this.errors = problem.errors ?? [];
  }
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: ApiError["errors"];
}

/** How a request may differ from the usual one. */
export interface Ask {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Told when the server says that nobody is signed in. */
export const signedOut = new EventTarget();

/** `GET`s JSON: `/api/…` of the app, `/dashboard/…` of the dashboard. @throws ApiError */
export function getJson<T>(path: string, ask: Ask = {}): Promise<T> {
  return request("GET", path, undefined, ask) as Promise<T>;
}

/** `POST`s JSON. @throws ApiError */
export function postJson<T>(path: string, body: unknown, ask: Ask = {}): Promise<T> {
  return request("POST", path, body, ask) as Promise<T>;
}

/** `DELETE`s. @throws ApiError */
export async function remove(path: string): Promise<void> {
  await request("DELETE", path, undefined, {});
}

async function request(method: string, path: string, body: unknown, ask: Ask): Promise<unknown> {
  const query = queryText(ask.query ?? {});
  const answer = await fetch(query === "" ? path : `${path}?${query}`, {
    method,
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...ask.headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(ask.signal !== undefined && { signal: ask.signal }),
  }).catch((error: unknown) => {
    if (ask.signal?.aborted) throw error;
    throw new ApiError(0, {
      title: "The dashboard is not reached.",
      detail: "Is its process still up?",
      code: "offline",
    });
  });
  const text = await answer.text();
  const value = parsed(text);
  if (answer.ok) return value;
  if (answer.status === 401 && (value as Problem)?.code === "signed-out")
    signedOut.dispatchEvent(new Event("signed-out"));
  throw new ApiError(answer.status, (value ?? {}) as Problem);
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
