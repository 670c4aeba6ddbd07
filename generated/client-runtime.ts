// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { eventsOf } from "./client-events.ts";
import { bodyOf, isObject, type PayloadFault, type Problem, ProblemError, problemOf } from "./client-problems.ts";
import { type Answer, type Call, type ClientOptions, pathOf, Requests } from "./client-requests.ts";

export type { PayloadFault, Problem } from "./client-problems.ts";
export { ProblemError } from "./client-problems.ts";
export type { ClientOptions } from "./client-requests.ts";
export { pathOf } from "./client-requests.ts";

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

/** The part of a client that is the same for every contract. */
export class Transport {
  readonly #requests: Requests;

  constructor(options: ClientOptions) {
    this.#requests = new Requests(options);
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
      answer = await this.#requests.call(call);
    } catch (error) {
      if (options.signal?.aborted || !(error instanceof ProblemError)) throw error;
      // What cannot be sent cannot be sent again.
      return { result: error.problem.code === "invalid-header" ? "refused" : "unavailable", problem: error.problem };
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
      await this.#requests.wait(Math.min(attempt, 3), undefined);
    }
  }

  /** Reads something. Throws a ProblemError for anything but 200. */
  async get<T>(call: Omit<Call, "method" | "body">): Promise<T> {
    const { response, body } = await this.#requests.call({ ...call, method: "GET" });
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
        const response = await this.#requests.request({ ...call, method: "GET", headers });
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
      await this.#requests.wait(++failures, undefined);
    }
  }
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
