import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { answerParserErrors } from "../parser-errors.ts";
import { hasTooManyHeaders, mostHeaders, type ServerLimits, usualLimits } from "../server-limits.ts";
import { type Log, type Service, silentLog } from "../service.ts";
import { WebGuard } from "../web-guard.ts";

/** An answer whose body is JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What such a server is started with. */
export interface JsonServerOptions {
  readonly name: string;
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  readonly log?: Log;
  /** How long slow requests are waited for. Default `usualLimits`. */
  readonly limits?: ServerLimits | undefined;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Answers a request; `url` is its target, on the server's own address. */
  answer(request: IncomingMessage, url: URL): Promise<JsonAnswer>;
  /** The answer to what is refused before it is read, or has failed. */
  refusal(status: number, message: string): JsonAnswer;
}

/**
 * Starts a small server on 127.0.0.1 that answers JSON, never to be cached unless an answer says so.
 * @throws Error when the port is taken
 */
export async function startJsonServer(options: JsonServerOptions): Promise<Service> {
  const { name, port, log = silentLog, limits = usualLimits, refusal } = options;
  const guard = new WebGuard(options);
  const answer = async (request: IncomingMessage): Promise<JsonAnswer> => {
    if (hasTooManyHeaders(request)) return refusal(431, `A request has at most ${mostHeaders} header fields.`);
    const refused = guard.refusalOf(request);
    if (refused !== undefined) return refusal(refused.status, refused.message);
    const target = request.url ?? "/";
    // A path that begins with // would be read as a host.
    const url = target.startsWith("/") && !target.startsWith("//") ? URL.parse(target, "http://127.0.0.1") : null;
    return url === null ? refusal(400, "The request target must be a path.") : options.answer(request, url);
  };
  const server = createServer({ requireHostHeader: false, ...limits }, (request, response) => {
    answer(request)
      .catch((error: unknown) => {
        log("error", `${name} could not answer`, { error: String(error) });
        return refusal(500, "The local token endpoint failed; see its log.");
      })
      .then(({ status, body, headers }) => {
        response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
        response.end(JSON.stringify(body));
      });
  });
  answerParserErrors(server, ({ status, message }) => JSON.stringify(refusal(status, message).body));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
