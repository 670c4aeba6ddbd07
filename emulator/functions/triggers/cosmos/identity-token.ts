import { type Settings, setting } from "../../config/settings.ts";

interface Token {
  readonly text: string;
  /** ms since 1970 */
  readonly expires: number;
}

/** A token is replaced this long before it ends, ms. */
const margin = 5 * 60_000;

/**
 * Tokens for one resource, each kept until shortly before it ends: from the managed identity endpoint that the settings name
 * (as the platform's own host gets them), else from whoever has signed in on this machine.
 */
export function identityToken(
  settings: Settings,
  resource: string,
  clientId: string | undefined,
): () => Promise<string> {
  const endpoint = setting(settings, "IDENTITY_ENDPOINT");
  const header = setting(settings, "IDENTITY_HEADER");
  const ask =
    endpoint !== undefined && header !== undefined
      ? () => fromEndpoint(endpoint, header, resource, clientId)
      : () => fromDefaultCredential(resource, clientId);
  let held: Token | undefined;
  let asking: Promise<Token> | undefined;
  return async () => {
    if (held !== undefined && held.expires - Date.now() > margin) return held.text;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    held = await asking;
    return held.text;
  };
}

async function fromEndpoint(
  endpoint: string,
  header: string,
  resource: string,
  clientId: string | undefined,
): Promise<Token> {
  const query = new URLSearchParams({ "api-version": "2019-08-01", resource });
  if (clientId !== undefined) query.set("client_id", clientId);
  const response = await fetch(`${endpoint}?${query}`, { headers: { "X-IDENTITY-HEADER": header } });
  const body = (await response.json()) as { access_token: string; expires_on: string; message?: string };
  if (!response.ok) throw new Error(`The managed identity endpoint answered ${response.status}: ${body.message}`);
  return { text: body.access_token, expires: Number(body.expires_on) * 1000 };
}

async function fromDefaultCredential(resource: string, clientId: string | undefined): Promise<Token> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  const credential = new DefaultAzureCredential(clientId === undefined ? {} : { managedIdentityClientId: clientId });
  const { token, expiresOnTimestamp } = await credential.getToken(`${resource}/.default`);
  return { text: token, expires: expiresOnTimestamp };
}
