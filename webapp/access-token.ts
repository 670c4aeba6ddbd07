import { isLoopback } from "./loopback.ts";

/** How an application signs in at an OpenID Connect issuer with its own name and secret. */
export interface ClientCredentials {
  /** Where the token endpoint is discovered. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scopes to ask for, with spaces between; left out: what the issuer gives by itself. */
  readonly scope?: string;
}

/** Gets a token; of another subject than the client where the issuer lets it. @throws Error when there is none to be had */
export type TokenSource = (subject?: string) => Promise<string>;

interface Held {
  readonly token: string;
  /** ms since 1970 */
  readonly until: number;
}

/** A token is asked for anew this long before it ends, ms, so that it does not end on its way. */
const margin = 60_000;
/** How long the issuer may take, ms. */
const patience = 10_000;

/**
 * Gets access tokens with `client_credentials`, and keeps each until shortly before it ends.
 * Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function tokenSource(credentials: ClientCredentials, now: () => number = Date.now): TokenSource {
  const held = new Map<string, Promise<Held>>();
  return async (subject = credentials.clientId) => {
    const known = await held.get(subject)?.catch(() => undefined);
    if (known !== undefined && now() < known.until) return known.token;
    const asked = askFor(credentials, subject, now);
    held.set(subject, asked);
    return (await asked).token;
  };
}

async function askFor(credentials: ClientCredentials, subject: string, now: () => number): Promise<Held> {
  const { issuer, clientId, clientSecret, scope } = credentials;
  const endpoint = await tokenEndpoint(issuer);
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope !== undefined && { scope }),
    ...(subject !== clientId && { subject }),
  });
  const begun = now();
  const answer = await json(endpoint, { method: "POST", body: form }, clientSecret);
  const { access_token: token, expires_in: seconds } = answer;
  if (typeof token !== "string") throw new Error(`${issuer} answered no access_token.`);
  const lifetime = typeof seconds === "number" ? seconds * 1000 : 0;
  return { token, until: begun + lifetime - Math.min(margin, lifetime / 2) };
}

/** Where the secret goes: nowhere but to the issuer that was named, and over no network in plain text. */
async function tokenEndpoint(issuer: string): Promise<string> {
  if (!isSafe(issuer)) throw new Error(`The issuer ${issuer} must be https, or on this machine.`);
  const found = await json(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {});
  if (found["issuer"] !== issuer) {
    throw new Error(`The issuer ${issuer} calls itself ${JSON.stringify(found["issuer"])}: name it like that.`);
  }
  const { token_endpoint: endpoint } = found;
  if (typeof endpoint !== "string" || !isSafe(endpoint) || (isLoopback(endpoint) && !isLoopback(issuer))) {
    throw new Error(`The issuer ${issuer} names no token_endpoint that is https.`);
  }
  return endpoint;
}

const isSafe = (address: string) => URL.parse(address)?.protocol === "https:" || isLoopback(address);

async function json(url: string, init: RequestInit, secret = ""): Promise<Record<string, unknown>> {
  const response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(patience) });
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as Record<string, unknown>;
  const shown = secret === "" ? text : text.replaceAll(secret, "***");
  throw new Error(`The token issuer answered ${response.status}: ${shown.slice(0, 300)}`);
}
