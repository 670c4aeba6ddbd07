import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ServerLimits } from "../server-limits.ts";
import type { Log, Service } from "../service.ts";
import type { Directory, ManagedIdentity } from "./directory.ts";
import { type JsonAnswer, startJsonServer } from "./json-server.ts";
import { lifetime, signToken } from "./sign.ts";

/** What the token endpoint is started with. */
export interface IdentityOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  readonly directory: Directory;
  readonly log?: Log;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
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
  const { directory, ...server } = options;
  const service = await startJsonServer({
    ...server,
    name: "identity",
    answer: (request, url) =>
      answer(directory, request, url).catch((error: unknown) => {
        if (error instanceof Refusal) return refusal(error.status, error.message);
        throw error;
      }),
    refusal,
  });
  return {
    ...service,
    settings: { IDENTITY_ENDPOINT: `${service.url}${tokenPath}`, IDENTITY_HEADER: directory.header },
  };
}

const refusal = (status: number, message: string): JsonAnswer => ({ status, body: { statusCode: status, message } });

async function answer(
  directory: Directory,
  request: IncomingMessage,
  { pathname, searchParams }: URL,
): Promise<JsonAnswer> {
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
