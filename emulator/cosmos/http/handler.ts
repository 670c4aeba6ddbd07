import { createSecretKey, type KeyObject, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerWithFaults, ConnectionDropped } from "../../chaos/cosmos.ts";
import type { FaultSource } from "../../chaos/faults.ts";
import { hasTooManyHeaders, mostHeaders } from "../../server-limits.ts";
import type { Log } from "../../service.ts";
import { WebGuard } from "../../web-guard.ts";
import type { Account } from "../account.ts";
import { checkSignature, readAuthorization } from "../auth.ts";
import { metadataCharge, throttledCharge } from "../charge.ts";
import { badRequest, CosmosError, notSupported } from "../errors.ts";
import type { EntraAuthorization } from "../rbac/authorize.ts";
import { route } from "../router.ts";
import { readBody } from "./body.ts";
import { clockPath, moveClock, readClock } from "./clock-endpoint.ts";
import { type Call, jsonReply, type Reply, reply } from "./exchange.ts";
import { keyHeaderName, requireKey } from "./operator-key.ts";
import { postSplit, rangesPath, readRanges, splitPath } from "./ranges-endpoint.ts";
import { countsPath, RequestCounts } from "./request-counts.ts";
import { readThroughputReport, replaceBudget, throughputPath } from "./throughput-endpoint.ts";

/** What an account can do beside the usual. */
export interface HandlerParts {
  /** Who checks tokens; without it they are refused by name. */
  readonly entra?: EntraAuthorization | undefined;
  /** What goes wrong on purpose. */
  readonly faults?: FaultSource<"cosmos"> | undefined;
  /** Default: one that lets in the names of loopback. */
  readonly guard?: WebGuard | undefined;
}

/** Answers HTTP requests for one account: reads, authorizes, routes, and turns every fault into a JSON error. */
export class Handler {
  readonly #account: Account;
  readonly #key: KeyObject;
  readonly #keyBytes: Buffer;
  readonly #entra: EntraAuthorization | undefined;
  readonly #log: Log;
  readonly #faults: FaultSource<"cosmos"> | undefined;
  readonly #guard: WebGuard;
  readonly #counts = new RequestCounts();
  readonly #stopping = new AbortController();
  #inFlight = 0;
  #whenIdle: (() => void) | undefined;

  constructor(account: Account, key: Buffer, log: Log, parts: HandlerParts = {}) {
    this.#account = account;
    this.#key = createSecretKey(key);
    this.#keyBytes = key;
    this.#log = log;
    this.#entra = parts.entra;
    this.#faults = parts.faults;
    this.#guard = parts.guard ?? new WebGuard();
  }

  /** Wakes requests that wait for changes, so that they are answered now. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Resolves when no request is being answered. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#inFlight === 0) resolve();
      else this.#whenIdle = resolve;
    });
  }

  /** Answers one request. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#inFlight++;
    response.on("close", () => {
      if (--this.#inFlight === 0) this.#whenIdle?.();
    });
    this.#answer(request, response)
      .catch((error: unknown) => this.#failure(request, error))
      .then((answer) => (answer === "dropped" ? request.socket.destroy() : send(response, answer)));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const { method = "GET", headers } = request;
    if (hasTooManyHeaders(request)) {
      const message = `A request has at most ${mostHeaders} header fields.`;
      throw new CosmosError(431, "RequestHeaderFieldsTooLarge", message);
    }
    const refusal = this.#guard.refusalOf(request);
    if (refusal !== undefined) throw new CosmosError(refusal.status, refusal.code, refusal.message);
    if (method === "GET" && request.url === countsPath) return jsonReply(200, this.#counts.toJSON());
    if (method === "GET" && request.url === throughputPath) return readThroughputReport(this.#account.throughput);
    if (method === "GET" && request.url === clockPath) return readClock(this.#account.settings.clock);
    if (method === "GET" && request.url === rangesPath) return readRanges(this.#account);
    const body = await readBody(request);
    if (method === "PUT" && request.url === throughputPath) {
      requireKey(this.#keyBytes, headers[keyHeaderName], "Changing the budget");
      return replaceBudget(this.#account.throughput, body);
    }
    if (method === "PUT" && request.url === clockPath) {
      requireKey(this.#keyBytes, headers[keyHeaderName], "Moving the clock");
      return moveClock(this.#account.settings.clock, body);
    }
    if (method === "POST" && request.url === splitPath) {
      requireKey(this.#keyBytes, headers[keyHeaderName], "Splitting a range");
      return postSplit(this.#account, body);
    }
    const segments = readPath(request.url ?? "/");
    const call = { method, segments, headers, body, signal: this.#stopping.signal };
    await this.#authorize(call);
    this.#counts.add(call);
    if (headers["x-eventwright-wait-ms"] === undefined) return this.#route(call);
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    return this.#route({ ...call, signal: AbortSignal.any([gone.signal, this.#stopping.signal]) });
  }

  async #authorize(call: Call): Promise<void> {
    const { method, segments, headers } = call;
    const authorization = readAuthorization(headers.authorization);
    const times = [this.#account.settings.clock.now(), Date.now()];
    if (authorization.get("type") === "master") {
      return checkSignature(this.#key, authorization, method, segments, headers, times);
    }
    if (this.#entra === undefined) throw notSupported("Microsoft Entra ID tokens (type=aad) without https");
    await this.#entra.authorize(call, authorization.get("sig") ?? "", times);
  }

  #route(call: Call): Reply | Promise<Reply> {
    if (this.#faults === undefined) return route(this.#account, call);
    return answerWithFaults(call, this.#faults, this.#account.settings.machine, () => route(this.#account, call));
  }

  #failure(request: IncomingMessage, error: unknown): Reply | "dropped" {
    if (error instanceof ConnectionDropped) return "dropped";
    if (error instanceof CosmosError) {
      return reply(error.status, error.body(), {
        ...(error.subStatus === undefined ? {} : { "x-ms-substatus": String(error.subStatus) }),
        ...(error.retryAfter === undefined
          ? {}
          : { "x-ms-retry-after-ms": String(error.retryAfter), "x-ms-request-charge": String(throttledCharge) }),
      });
    }
    // Deep but legal input can exhaust the stack; that is the request's fault, not ours.
    if (error instanceof RangeError && error.message.includes("call stack")) {
      return reply(400, badRequest("The request is nested too deeply.").body());
    }
    this.#log("error", "request failed", { method: request.method, url: request.url, error });
    return reply(500, new CosmosError(500, "InternalServerError", "The local Cosmos DB failed; see its log.").body());
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return;
  const empty = status === 204 || status === 304;
  response.writeHead(status, {
    "x-ms-activity-id": randomUUID(),
    "x-ms-request-charge": String(metadataCharge),
    "x-eventwright-emulator": "1",
    "x-ms-serviceversion": "version=2.14.0.0",
    ...(empty ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
    ...headers,
  });
  response.end(empty ? undefined : body);
}

/** The path of an item; its id may hold a question mark, which the SDK for JavaScript does not encode. */
const itemPath = /^\/dbs\/[^/?]+\/colls\/[^/?]+\/docs\/[^/?]/;

/** Splits a request path in decoded segments. @throws CosmosError 400 */
function readPath(url: string): string[] {
  const path = !url.includes("?") || itemPath.test(url) ? url : url.slice(0, url.indexOf("?"));
  try {
    return path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    throw badRequest("The request path is not percent-encoded correctly.");
  }
}
