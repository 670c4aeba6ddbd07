import { bodyOf, isObject, networkProblem, ProblemError, TokenUnavailable } from "./client-problems.ts";

/** How a client reaches the server. */
export interface ClientOptions {
  /** Where the server is, such as `http://localhost:7071`; without the `api` of its routes. */
  readonly url: string;
  /** Sent with each request, such as a function key. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The access token, or what gets one: asked before each request, so that it may answer a fresh one in time. When a token is refused
   * as expired it is asked once more.
   */
  readonly token?: string | (() => string | Promise<string>);
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Tries of a request in all. Default 4. */
  readonly attempts?: number;
  /** Waits before the next try; `attempt` counts from 1. Default: 100 ms, 200 ms, 400 ms … */
  readonly delay?: (attempt: number, retryAfter: number | undefined) => Promise<void>;
}

/** One request. */
export interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, with how often it was asked for. */
export interface Answer {
  readonly response: Response;
  readonly body: unknown;
  /** Earlier tries that may have reached the server. */
  readonly retried: boolean;
}

/** Sends requests with what a client was given for all of them, and tries again. */
export class Requests {
  readonly #options: ClientOptions;
  readonly #fetch: typeof fetch;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? ((...args) => fetch(...args));
  }

  /** Sends a request, again when it may do better then. Throws a ProblemError when the server cannot be reached. */
  async call(call: Call): Promise<Answer> {
    const attempts = this.#options.attempts ?? 4;
    let retried = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await this.request(call);
        const body = await bodyOf(response);
        if (!isTransient(response.status) || attempt >= attempts) return { response, body, retried };
        // A refusal for load was not stored; an error of the server may have been.
        if (response.status !== 429) retried = true;
        await this.wait(attempt, retryAfterOf(response));
      } catch (error) {
        if (call.signal?.aborted || error instanceof ProblemError) throw error;
        if (!(error instanceof TokenUnavailable)) retried = true;
        if (attempt >= attempts) throw new ProblemError(networkProblem(error));
        await this.wait(attempt, undefined);
      }
    }
  }

  /**
   * One try, for streams. A token that ends on the way is got anew, once; a refused request was not stored, so that it may be
   * sent again.
   */
  async request(call: Call): Promise<Response> {
    const response = await this.#ask(call);
    if (typeof this.#options.token !== "function" || !(await isTokenRefused(response))) return response;
    await response.body?.cancel();
    return this.#ask(call);
  }

  async #ask({ method, path, query = {}, headers = {}, body, signal }: Call): Promise<Response> {
    const url = new URL(this.#options.url.replace(/\/+$/, "") + path);
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const bearer = await this.#token();
    const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const all = { accept: "application/json", ...this.#options.headers, ...authorization, ...headers };
    checkHeaders(all);
    // A redirect would take keys and tokens to wherever it leads.
    const init: RequestInit = { method, headers: all, redirect: "manual" };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal !== undefined) init.signal = signal;
    return this.#fetch(url, init);
  }

  async #token(): Promise<string | undefined> {
    const { token } = this.#options;
    try {
      return typeof token === "function" ? await token() : token;
    } catch (error) {
      throw new TokenUnavailable("The token cannot be had.", { cause: error });
    }
  }

  /** Waits before the next try. */
  wait(attempt: number, retryAfter: number | undefined): Promise<void> {
    return (this.#options.delay ?? usualDelay)(attempt, retryAfter);
  }
}

/** A path with its parameters, encoded. */
export function pathOf(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = encodeURIComponent(parameters[name] ?? "");
    // These would be read as steps between folders.
    if (value === "" || value === "." || value === "..")
      throw new TypeError(`The parameter ${name} must not be \`${value}\`.`);
    return value;
  });
}

/** What is wrong with a header is said without it: errors of `fetch` show the token. */
function checkHeaders(headers: Readonly<Record<string, string>>): void {
  try {
    new Headers(headers);
  } catch {
    const detail = "A header holds a character that none may have: look at the token, the key and their like.";
    throw new ProblemError({ status: 0, code: "invalid-header", title: "The request cannot be sent", detail });
  }
}

/** Pages of another origin do not see the header that says it (RFC 6750), but the problem's code. */
async function isTokenRefused(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const header = response.headers.get("www-authenticate");
  if (header !== null) return /invalid_token/.test(header);
  const problem = await bodyOf(response.clone());
  return isObject(problem) && (problem["code"] === "token-expired" || problem["code"] === "token-invalid");
}

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status === 500 || status === 502 || status === 503 || status === 504;
}

/** Milliseconds that the server asks to wait. */
function retryAfterOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 60) * 1000 : undefined;
}

function usualDelay(attempt: number, retryAfter: number | undefined): Promise<void> {
  const wait = retryAfter ?? Math.min(100 * 2 ** (attempt - 1), 5_000);
  return new Promise((resolve) => setTimeout(resolve, wait));
}
