import { Agent, request } from "node:http";

/** An answer with its JSON body read. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** Asks one server over kept connections; as little work as Node's client allows, since it shares the machine. */
export class JsonClient {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /**
   * Sends a request.
   * @throws what the connection throws
   */
  send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const framing: Record<string, string | number> =
      text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.#url.hostname,
          port: this.#url.port,
          agent: this.#agent,
          method,
          path,
          headers: { ...framing, ...headers },
        },
        (incoming) => {
          let answer = "";
          incoming.setEncoding("utf8").on("data", (chunk: string) => {
            answer += chunk;
          });
          incoming.on("error", reject);
          incoming.on("end", () => {
            resolve({ status: incoming.statusCode ?? 0, body: (answer === "" ? undefined : JSON.parse(answer)) as T });
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(text);
    });
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy();
  }
}
