import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
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

  constructor(status: number, substatus: number, message: string) {
    super(`${status}${substatus === 0 ? "" : `/${substatus}`}: ${message}`);
    this.status = status;
    this.substatus = substatus;
  }
}

/** Asks one account over kept-alive connections. Does not retry: who asks knows what that would mean. */
export class CosmosRest {
  readonly account: CosmosAccount;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #isTls: boolean;

  constructor(account: CosmosAccount) {
    this.account = account;
    this.#isTls = account.endpoint.startsWith("https:");
    this.#agent = this.#isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /**
   * Sends a request. 304 is an answer, not an error.
   * @throws CosmosError for 4xx and 5xx, what the connection throws, AbortError
   */
  async send(request: CosmosRequest): Promise<CosmosResponse> {
    const { status, headers, text } = await this.#exchange(request);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    if (status >= 400) {
      const message = (body as { message?: unknown } | undefined)?.message;
      throw new CosmosError(status, Number(headers["x-ms-substatus"] ?? 0), String(message ?? text));
    }
    return { status, headers, body };
  }

  /** Closes idle connections. */
  close(): void {
    this.#agent.destroy();
  }

  #exchange(request: CosmosRequest): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
    const { method, type, link, path = link, body, signal } = request;
    const date = new Date().toUTCString();
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const url = new URL(`${this.account.endpoint}/${path.split("/").map(encodeURIComponent).join("/")}`);
    const options = {
      method,
      agent: this.#agent,
      ...(signal !== undefined && { signal }),
      headers: {
        authorization: this.account.authorize(method, type, link, date),
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
