import { join } from "node:path";
import { contractScopes } from "../oidc/contract-scopes.ts";
import { startIssuer } from "../oidc/server.ts";
import { type OidcClient, vaultOf } from "../oidc/vault.ts";
import type { Log, Service } from "../service.ts";

/** How a client of the local system gets its tokens. */
export interface ClientAccess {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The issuer of a local Azure that asks for tokens. */
export interface TokensPart {
  readonly service: Service;
  /** What tokens for the app have in `aud`. */
  readonly audience: string;
  /** App settings that make it ask for tokens. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the programs around the app sign in with. */
  readonly clients: Readonly<Record<ClientName, ClientAccess>>;
}

/** What the issuer is started with. */
export interface TokensStart {
  /** 0: any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Folder that holds `generated/`. */
  readonly projectDir: string;
  /** Name of the app. */
  readonly app: string;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly log: Log;
}

const clientNames = ["approvals", "dashboard", "simulator"] as const;
/** A program around the app that sends it requests. */
export type ClientName = (typeof clientNames)[number];

/** Without tokens the app says so itself, so that a contract that asks for them runs here all the same. */
export const withoutTokens: Readonly<Record<string, string>> = { ApiTokens: "off" };

/**
 * Starts the OpenID Connect issuer of a data folder, making its key and its clients at first use.
 * @throws Error when the port is taken, or the vault cannot be read
 */
export async function startTokens({
  port,
  dataDir,
  projectDir,
  app,
  log,
  allowHosts,
}: TokensStart): Promise<TokensPart> {
  const vault = await vaultOf(dataDir, usualClients);
  const audience = `api://${app}`;
  const { scopes } = contractScopes(join(projectDir, "generated", "contract.json"));
  const service = await startIssuer({ port, dataDir, audience, scopes, log, allowHosts });
  const access = (name: ClientName): ClientAccess => {
    const { secret } = vault.clients.find(({ id }) => id === name) as OidcClient;
    return { issuer: service.url, clientId: name, clientSecret: secret };
  };
  return {
    service,
    audience,
    settings: { ApiTokens: "required", OidcIssuer: service.url, OidcAudience: audience },
    clients: { approvals: access("approvals"), dashboard: access("dashboard"), simulator: access("simulator") },
  };
}

/** The approvals application asks for the scopes that it needs; the simulator plays everybody. */
const usualClients: readonly Omit<OidcClient, "secret">[] = clientNames.map((id) => ({
  id,
  scopes: ["*"],
  ...(id === "simulator" && { actsForOthers: true }),
}));
