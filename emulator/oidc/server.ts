import type { IncomingMessage } from "node:http";
import { type JsonAnswer, startJsonServer } from "../identity/json-server.ts";
import { publicPart } from "../identity/signing-key.ts";
import type { ServerLimits } from "../server-limits.ts";
import type { Log, Service } from "../service.ts";
import { issueToken, OAuthError, type TokenIssue } from "./token-endpoint.ts";
import { readVault, stillGood, type Vault } from "./vault.ts";

/** What the issuer is started with. */
export interface IssuerOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Its vault is read anew for each request, so that a changed key or client counts at once. */
  readonly dataDir: string;
  /** What its tokens have in `aud`. */
  readonly audience: string;
  /** Every scope that there is. */
  readonly scopes: readonly string[];
  readonly log?: Log;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  /** How long slow requests are waited for. */
  readonly limits?: ServerLimits;
  /** ms since 1970. Default: the machine's clock. */
  readonly now?: () => number;
}

const paths = { discovery: "/.well-known/openid-configuration", keys: "/keys", token: "/token" } as const;

/**
 * Starts an OpenID Connect issuer on 127.0.0.1, as far as an API and its clients need one: discovery, keys, tokens.
 * @returns the service; its `url` is what its tokens have in `iss`
 * @throws Error when the port is taken
 */
export async function startIssuer(options: IssuerOptions): Promise<Service> {
  const { port, dataDir, log, limits, allowHosts, now = Date.now } = options;
  const vault = () => {
    const found = readVault(dataDir);
    if (found === undefined) throw new Error("the issuer's vault has gone; start again");
    return found;
  };
  const issue = (): TokenIssue => ({ issuer: service.url, audience: options.audience, scopes: options.scopes });
  const service: Service = await startJsonServer({
    ...{ name: "oidc", port, limits, allowHosts },
    ...(log && { log }),
    refusal,
    answer: (request, { pathname }) =>
      answer(request, pathname, vault, issue(), now()).catch((error: unknown) => {
        if (!(error instanceof OAuthError)) throw error;
        const { status, code, message } = error;
        const body = { error: code, error_description: message };
        return { status, body, ...(status === 401 && { headers: { "www-authenticate": 'Basic realm="token"' } }) };
      }),
  });
  return service;
}

const refusal = (status: number, message: string): JsonAnswer => ({
  status,
  body: { error: status === 500 ? "server_error" : "invalid_request", error_description: message },
});

async function answer(
  request: IncomingMessage,
  path: string,
  vault: () => Vault,
  issue: TokenIssue,
  now: number,
): Promise<JsonAnswer> {
  const { method } = request;
  if (path === paths.token && method === "POST") {
    return { status: 200, body: await issueToken(vault(), issue, request, Math.floor(now / 1000)) };
  }
  if (path === paths.discovery && method === "GET") return { status: 200, body: discovery(issue) };
  if (path === paths.keys && method === "GET") return { status: 200, body: keySet(vault(), now) };
  const known = Object.values(paths).some((one) => one === path);
  if (known) return refusal(405, `There is ${path === paths.token ? "POST" : "GET"} ${path}.`);
  return refusal(404, `There are ${Object.values(paths).join(", ")}.`);
}

/** Source: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
const discovery = ({ issuer, scopes }: TokenIssue) => ({
  issuer,
  jwks_uri: `${issuer}${paths.keys}`,
  token_endpoint: `${issuer}${paths.token}`,
  grant_types_supported: ["client_credentials"],
  response_types_supported: [],
  subject_types_supported: ["public"],
  token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  id_token_signing_alg_values_supported: ["RS256"],
  scopes_supported: scopes,
});

const keySet = (vault: Vault, now: number) => ({
  keys: [vault.key, vault.next, ...stillGood(vault, now).map(({ key }) => key)].map(publicPart),
});
