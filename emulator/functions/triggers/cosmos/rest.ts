import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { type Clock, sleep } from "../../../../platform/clock/clock.ts";
import type { CosmosAccount } from "./connection.ts";

/** One request of Cosmos DB's REST API. */
export interface CosmosRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Kind of the resource, as it is signed: `dbs`, `colls`, `docs`, `pkranges`. */
  readonly type: string;
  /** Path that is signed: the resource itself, or its parent for a whole feed. Names decoded. */
  readonly link: string;
  /** Path that is asked for, when it is more than the link. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** An answer of the account. */
export interface CosmosResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed; undefined when there is none. */
  readonly body: unknown;
}

/** An answer that is an error. */
export class CosmosError extends Error {
  override readonly name = "CosmosError";
  readonly status: number;
  readonly substatus: number;
  /** When to ask again, ms; undefined: the account does not say. */
  readonly retryAfter: number | undefined;

  constructor(status: number, substatus: number, message: string, retryAfter?: number) {
    super(`${status}${substatus === 0 ? "" : `/${substatus}`}: ${message}`);
    this.status = status;
    this.substatus = substatus;
    this.retryAfter = retryAfter;
  }
}

/** How long a request waits for request units, in all; as the extension on Azure does. ms */
const throttlePatience = 30_000;

/**
 * Asks one account over kept-alive connections. A request that was refused for lack of request units (429) has changed
 * nothing, and is sent again when the account says so. Nothing else is repeated: who asks knows what that would mean.
 */
export class CosmosRest {
  readonly account: CosmosAccount;
  readonly #clock: Clock;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #isTls: boolean;

  constructor(account: CosmosAccount, clock: Clock) {
    this.account = account;
    this.#clock = clock;
    this.#isTls = account.endpoint.startsWith("https:");
    this.#agent = this.#isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /**
   * Sends a request. 304 is an answer, not an error.
   * @throws CosmosError for 4xx and 5xx, what the connection throws, AbortError
   */
  async send(request: CosmosRequest): Promise<CosmosResponse> {
    let waited = 0;
    for (;;) {
      try {
        return await this.#once(request);
      } catch (error) {
        if (!(error instanceof CosmosError && error.status === 429 && error.retryAfter !== undefined)) throw error;
        waited += error.retryAfter;
        if (waited > throttlePatience) throw error;
        await sleep(this.#clock, error.retryAfter, request.signal);
        if (request.signal?.aborted) throw error;
      }
    }
  }

  async #once(request: CosmosRequest): Promise<CosmosResponse> {
    const { status, headers, text } = await this.#exchange(request);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    if (status >= 400) {
      const message = (body as { message?: unknown } | undefined)?.message;
      const wait = headers["x-ms-retry-after-ms"];
      const retryAfter = wait === undefined ? undefined : Number(wait);
      throw new CosmosError(status, Number(headers["x-ms-substatus"] ?? 0), String(message ?? text), retryAfter);
    }
    return { status, headers, body };
  }

  /** Closes idle connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #exchange(request: CosmosRequest): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
    const { method, type, link, path = link, body, signal } = request;
    const date = new Date().toUTCString();
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const url = new URL(`${this.account.endpoint}/${path.split("/").map(encodeURIComponent).join("/")}`);
    const authorization = await this.account.authorize(method, type, link, date);
    const options = {
      method,
      agent: this.#agent,
      ...(signal !== undefined && { signal }),
      headers: {
        authorization,
        "x-ms-date": date,
        "x-ms-version": "2020-07-15",
        accept: "application/json",
        ...(payload !== undefined && {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(payload),
        }),
        ...request.headers,
      },
    };
    return new Promise((resolve, reject) => {
      const outgoing = (this.#isTls ? httpsRequest : httpRequest)(url, options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(payload);
    });
  }
}
