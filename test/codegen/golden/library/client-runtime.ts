// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
/** A fault in a payload that the server refused. */
export interface PayloadFault {
  /** JSON pointer (RFC 6901) into the payload; empty for the payload as a whole. */
  readonly pointer: string;
  /** What is wrong, in words for a person. */
  readonly message: string;
}

/** An error answer: problem details (RFC 9457) with a stable code. */
export interface Problem {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  /** Stable code, such as `invalid-payload`; `network-error` when the server could not be reached. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly PayloadFault[];
  readonly commandId?: string;
  /** Of `scope-missing`: the scopes that the request needs. */
  readonly scopes?: readonly string[];
}

/** Thrown by queries and by calls that have no expected refusals. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title}${problem.detail === undefined ? "" : `: ${problem.detail}`} (${problem.code})`);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** What became of a command. */
export interface CommandStatus {
  readonly commandId: string;
  /** The command's name. */
  readonly type: string;
  readonly status: "accepted" | "succeeded" | "rejected" | "failed";
  readonly correlationId: string;
  /** Succeeded: the events, with their places in the stream. */
  readonly events?: readonly { readonly type: string; readonly stream: string; readonly version: number }[];
  /** Rejected: the rule that refused it. */
  readonly rejection?: { readonly code: string; readonly message: string };
  /** Failed: id of the dead letter that an operator works on. */
  readonly deadLetter?: string;
}

/** The answer to a command that was posted. Expected refusals are values, so that they cannot be forgotten. */
export type Posted =
  /** Stored; `replayed` when the server already had it under the same idempotency key. */
  | {
      readonly result: "accepted";
      readonly commandId: string;
      readonly correlationId: string;
      readonly replayed: boolean;
      /** With the option `wait`: what became of it so far. */
      readonly outcome?: CommandStatus;
    }
  /** The same command was stored before. */
  | { readonly result: "duplicate"; readonly commandId: string; readonly problem: Problem }
  /** The payload breaks its schema. */
  | { readonly result: "invalid"; readonly errors: readonly PayloadFault[]; readonly problem: Problem }
  /** Refused at the door, such as a reused idempotency key. */
  | { readonly result: "refused"; readonly problem: Problem }
  /** The server could not take it, even after retries. It may be sent again. */
  | { readonly result: "unavailable"; readonly problem: Problem };

/** How a command is sent. */
export interface SendOptions {
  /** Makes two posts the same command whatever their time (1 to 255 visible ASCII characters). */
  readonly idempotencyKey?: string;
  /** The same for all that belongs together: events and notifications carry it on. */
  readonly correlationId?: string;
  /** Whose span this is a part of (W3C): the caller's own, or that of the event which it answers. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly signal?: AbortSignal;
  /** Waits this many milliseconds at most for the outcome, once the command is accepted. */
  readonly wait?: number;
}

/** How something is read. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; missing on the last one. */
  readonly next?: string;
}

/** A list that is read page by page: await it for the first page, or iterate over all items. */
export interface Listing<Item> extends PromiseLike<Page<Item>>, AsyncIterable<Item> {
  /** All pages, one after the other. */
  pages(): AsyncIterableIterator<Page<Item>>;
}

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
interface Answer {
  readonly response: Response;
  readonly body: unknown;
  /** Earlier tries that may have reached the server. */
  readonly retried: boolean;
}

/** The part of a client that is the same for every contract. */
export class Transport {
  readonly #options: ClientOptions;
  readonly #fetch: typeof fetch;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? ((...args) => fetch(...args));
  }

  /** Posts a command. Sending it again after a broken connection is safe: the server knows it by its content or key. */
  async send(path: string, data: unknown, options: SendOptions = {}, version?: number): Promise<Posted> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (version !== undefined) headers["message-version"] = String(version);
    if (options.idempotencyKey !== undefined) headers["idempotency-key"] = options.idempotencyKey;
    if (options.correlationId !== undefined) headers["x-correlation-id"] = options.correlationId;
    if (options.traceparent !== undefined) headers["traceparent"] = options.traceparent;
    if (options.tracestate !== undefined) headers["tracestate"] = options.tracestate;
    const call: Call = { method: "POST", path, headers, body: data, signal: options.signal };
    let answer: Answer;
    try {
      answer = await this.#call(call);
    } catch (error) {
      if (options.signal?.aborted || !(error instanceof ProblemError)) throw error;
      return { result: "unavailable", problem: error.problem };
    }
    const posted = postedOf(answer);
    if (options.wait === undefined || posted.result !== "accepted") return posted;
    return { ...posted, outcome: await this.outcome(posted.commandId, options.wait, options.signal) };
  }

  /** What became of a command so far; the server is asked to wait for its outcome up to `seconds` (at most 30). */
  command(commandId: string, seconds: number, signal?: AbortSignal): Promise<CommandStatus> {
    const headers = seconds > 0 ? { prefer: `wait=${Math.min(30, Math.ceil(seconds))}` } : {};
    return this.get({ path: pathOf("/api/commands/{commandId}", { commandId }), headers, signal });
  }

  /** Waits until a command has an outcome; after `timeout` (ms) answers what is known, which may be `accepted`. */
  async outcome(commandId: string, timeout: number, signal?: AbortSignal): Promise<CommandStatus> {
    const end = Date.now() + timeout;
    for (let attempt = 1; ; attempt++) {
      const status = await this.command(commandId, (end - Date.now()) / 1000, signal);
      if (status.status !== "accepted" || Date.now() >= end) return status;
      // A server that does not wait is not asked again at once.
      await this.#wait(Math.min(attempt, 3), undefined);
    }
  }

  /** Reads something. Throws a ProblemError for anything but 200. */
  async get<T>(call: Omit<Call, "method" | "body">): Promise<T> {
    const { response, body } = await this.#call({ ...call, method: "GET" });
    if (response.status !== 200) throw new ProblemError(problemOf(response, body));
    return body as T;
  }

  /** Reads something that may not exist. */
  async find<T>(call: Omit<Call, "method" | "body">): Promise<T | undefined> {
    try {
      return await this.get<T>(call);
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 404) return undefined;
      throw error;
    }
  }

  /** A list of pages. */
  list<Item>(call: Omit<Call, "method" | "body">): Listing<Item> {
    const page = (after: string | undefined) =>
      this.get<Page<Item>>(after === undefined ? call : { ...call, query: { ...call.query, after } });
    const pages = async function* (): AsyncIterableIterator<Page<Item>> {
      let next: string | undefined;
      do {
        const found = await page(next);
        yield found;
        next = found.next;
      } while (next !== undefined);
    };
    return {
      // biome-ignore lint/suspicious/noThenProperty: awaiting a listing reads its first page; that is the point of it.
      then: (fulfilled, rejected) => page(undefined).then(fulfilled, rejected),
      pages,
      async *[Symbol.asyncIterator]() {
        for await (const { items } of pages()) yield* items;
      },
    };
  }

  /** Follows server-sent events. A broken connection is taken up again where it broke; ends when `signal` is aborted. */
  async *follow<T>(call: Omit<Call, "method" | "body">, after?: string): AsyncGenerator<{ id: string; data: T }> {
    let last = after;
    for (let failures = 0; !call.signal?.aborted; ) {
      const headers: Record<string, string> = { ...call.headers, accept: "text/event-stream" };
      if (last !== undefined) headers["last-event-id"] = last;
      try {
        const response = await this.#request({ ...call, method: "GET", headers });
        if (response.status === 204) return;
        if (!response.ok || response.body === null) {
          const problem = problemOf(response, await bodyOf(response));
          if (response.status < 500 && response.status !== 429) throw new ProblemError(problem);
          throw new TypeError(problem.title);
        }
        for await (const { id, data } of eventsOf(response.body)) {
          failures = 0;
          last = id;
          yield { id, data: JSON.parse(data) as T };
        }
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        if (call.signal?.aborted) return;
      }
      await this.#wait(++failures, undefined);
    }
  }

  async #call(call: Call): Promise<Answer> {
    const attempts = this.#options.attempts ?? 4;
    let retried = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await this.#request(call);
        const body = await bodyOf(response);
        if (!isTransient(response.status) || attempt >= attempts) return { response, body, retried };
        // A refusal for load was not stored; an error of the server may have been.
        if (response.status !== 429) retried = true;
        await this.#wait(attempt, retryAfterOf(response));
      } catch (error) {
        if (call.signal?.aborted) throw error;
        retried = true;
        if (attempt >= attempts) throw new ProblemError(networkProblem(error));
        await this.#wait(attempt, undefined);
      }
    }
  }

  /** A token that ends on the way is got anew, once; a refused request was not stored, so that it may be sent again. */
  async #request(call: Call): Promise<Response> {
    const response = await this.#requestOnce(call);
    const isExpired = response.status === 401 && typeof this.#options.token === "function";
    if (!isExpired || !/invalid_token/.test(response.headers.get("www-authenticate") ?? "")) return response;
    await response.body?.cancel();
    return this.#requestOnce(call);
  }

  async #requestOnce({ method, path, query = {}, headers = {}, body, signal }: Call): Promise<Response> {
    const url = new URL(this.#options.url.replace(/\/+$/, "") + path);
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const { token, headers: own } = this.#options;
    const bearer = typeof token === "function" ? await token() : token;
    const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const all = { accept: "application/json", ...own, ...authorization, ...headers };
    const init: RequestInit = { method, headers: all };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal !== undefined) init.signal = signal;
    return this.#fetch(url, init);
  }

  #wait(attempt: number, retryAfter: number | undefined): Promise<void> {
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

function postedOf({ response, body, retried }: Answer): Posted {
  const fields = isObject(body) ? body : {};
  const commandId = typeof fields["commandId"] === "string" ? fields["commandId"] : "";
  const correlationId = typeof fields["correlationId"] === "string" ? fields["correlationId"] : "";
  if (response.status === 202) {
    const replayed = response.headers.get("idempotency-replayed") === "true";
    return { result: "accepted", commandId, correlationId, replayed };
  }
  const problem = problemOf(response, body);
  if (response.status === 409 && problem.code === "duplicate-command") {
    // After a retry the first post is the one that is in the way: it was ours.
    if (retried) return { result: "accepted", commandId, correlationId, replayed: true };
    return { result: "duplicate", commandId, problem };
  }
  if (problem.code === "invalid-payload") return { result: "invalid", errors: problem.errors ?? [], problem };
  return { result: response.status >= 500 || response.status === 429 ? "unavailable" : "refused", problem };
}

/** The server-sent events of a stream. Source of the rules: https://html.spec.whatwg.org/multipage/server-sent-events.html */
async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<{ id: string; data: string }> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let id = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0) yield { id, data: data.join("\n") };
          data = [];
          continue;
        }
        const [, field = "", content = ""] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
        if (field === "data") data.push(content);
        else if (field === "id" && !content.includes("\0")) id = content;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function problemOf(response: Response, body: unknown): Problem {
  const fields = isObject(body) ? body : {};
  const text = (key: string) => (typeof fields[key] === "string" ? { [key]: fields[key] } : {});
  return {
    code: `http-${response.status}`,
    title: response.statusText || `HTTP status ${response.status}`,
    ...text("code"),
    ...text("title"),
    ...text("detail"),
    ...text("instance"),
    ...text("commandId"),
    ...(Array.isArray(fields["errors"]) ? { errors: fields["errors"] as PayloadFault[] } : {}),
    ...(Array.isArray(fields["scopes"]) ? { scopes: fields["scopes"] as string[] } : {}),
    status: response.status,
  };
}

function networkProblem(error: unknown): Problem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { status: 0, code: "network-error", title: "The server cannot be reached", detail };
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
