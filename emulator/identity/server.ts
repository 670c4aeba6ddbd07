import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerParserErrors } from "../parser-errors.ts";
import { hasTooManyHeaders, mostHeaders, type ServerLimits, usualLimits } from "../server-limits.ts";
import { type Log, type Service, silentLog } from "../service.ts";
import type { Directory, ManagedIdentity } from "./directory.ts";
import { lifetime, signToken } from "./sign.ts";

/** What the token endpoint is started with. */
export interface IdentityOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  readonly directory: Directory;
  readonly log?: Log;
  /** How long slow requests are waited for. Default `usualLimits`. */
  readonly limits?: ServerLimits;
}

/** The token endpoint that runs. */
export interface IdentityService extends Service {
  /** App settings by which `DefaultAzureCredential` finds it, named as App Service names them. */
  readonly settings: Readonly<Record<"IDENTITY_ENDPOINT" | "IDENTITY_HEADER", string>>;
}

const tokenPath = "/msi/token";
const apiVersion = "2019-08-01";
/** Azure's own names for what the local Azure stands in for. */
const knownResources = new Set([
  "https://cosmos.azure.com",
  "https://eventgrid.azure.net",
  "https://storage.azure.com",
  "https://monitor.azure.com",
]);

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Starts the managed identity endpoint of an App Service on 127.0.0.1: plain http, as there, guarded by a header that only
 * the app's settings know. Tokens are good for the services of the local Azure and nothing else.
 * @throws Error when the port is taken
 */
export async function startIdentity(options: IdentityOptions): Promise<IdentityService> {
  const { port, directory, log = silentLog, limits = usualLimits } = options;
  const server = createServer({ requireHostHeader: false, ...limits }, (request, response) => {
    answer(directory, request)
      .catch((error: unknown) => {
        if (error instanceof Refusal)
          return { status: error.status, body: { statusCode: error.status, message: error.message } };
        log("error", "a token could not be issued", { error: String(error) });
        return { status: 500, body: { statusCode: 500, message: "The local token endpoint failed; see its log." } };
      })
      .then(({ status, body }) => send(response, status, body));
  });
  answerParserErrors(server, ({ status, message }) => JSON.stringify({ statusCode: status, message }));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    name: "identity",
    url,
    settings: { IDENTITY_ENDPOINT: `${url}${tokenPath}`, IDENTITY_HEADER: directory.header },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function answer(directory: Directory, request: IncomingMessage): Promise<{ status: number; body: object }> {
  if (hasTooManyHeaders(request)) throw new Refusal(431, `A request has at most ${mostHeaders} header fields.`);
  const target = request.url ?? "/";
  // A path that begins with // would be read as a host.
  const url = target.startsWith("/") && !target.startsWith("//") ? URL.parse(target, "http://127.0.0.1") : null;
  if (url === null) throw new Refusal(400, "The request target must be a path.");
  const { pathname, searchParams } = url;
  if (request.method !== "GET" || pathname !== tokenPath) throw new Refusal(404, `There is only GET ${tokenPath}.`);
  if (!same(String(request.headers["x-identity-header"] ?? ""), directory.header)) {
    throw new Refusal(401, "X-IDENTITY-HEADER does not hold the value of the setting IDENTITY_HEADER.");
  }
  if (searchParams.get("api-version") !== apiVersion) throw new Refusal(400, `api-version must be ${apiVersion}.`);
  const resource = searchParams.get("resource")?.replace(/\/+$/, "");
  if (!resource) throw new Refusal(400, "The parameter resource is missing.");
  if (!isServed(resource)) {
    throw new Refusal(
      400,
      `AADSTS500011: The resource principal named ${resource} was not found in the local tenant. It issues tokens for ` +
        `https services on this machine, ${[...knownResources].join(" and ")}.`,
    );
  }
  const identity = identityFor(directory, searchParams);
  const now = Math.floor(Date.now() / 1000);
  const token = await signToken(directory, identity, resource, now);
  const body = {
    access_token: token,
    client_id: identity.clientId,
    expires_on: String(now + lifetime),
    not_before: String(now),
    resource,
    token_type: "Bearer",
  };
  return { status: 200, body };
}

function identityFor({ identities }: Directory, query: URLSearchParams): ManagedIdentity {
  const clientId = query.get("client_id");
  const principalId = query.get("principal_id") ?? query.get("object_id");
  if (query.has("mi_res_id")) throw new Refusal(400, "The local tenant finds identities by client_id or principal_id.");
  if (clientId === null && principalId === null) return identities[0];
  const found = identities.find((known) =>
    clientId === null ? known.principalId === principalId : known.clientId === clientId,
  );
  if (found === undefined)
    throw new Refusal(400, `No managed identity ${clientId ?? principalId} in the local tenant.`);
  return found;
}

function isServed(resource: string): boolean {
  if (knownResources.has(resource)) return true;
  return /^https:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/i.test(resource);
}

function same(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(text);
}
