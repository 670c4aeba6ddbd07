import { Client } from "../../generated/client.ts";
import { type ClientCredentials, type TokenSource, tokenSource } from "../../webapp/access-token.ts";
import { type CallerRole, operator, type Person } from "../plan/people.ts";

/** A request that takes longer than this has lost its server (milliseconds); the longest wait asked for is far shorter. */
const longestRequest = 60_000;

/** The client that a person calls with. */
export type As = (person: Person) => Client;

/** Where the system is, and what it asks for. */
export interface SystemAccess {
  /** Without `/api`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How tokens are got, of everybody who plays; undefined: none are asked for. */
  readonly tokens?: ClientCredentials | undefined;
}

/** What each asks the issuer for: no more than they need, so that a rule about scopes that is too strict, or too lax, shows. */
const scopes: Readonly<Record<CallerRole, string>> = {
  holder: "credits.read credits.write",
  reviewer: "credits.read credits.review",
  operator: "credits.read credits.write credits.operate",
};

/** Clients that try once: the run itself sends again, so that it knows what may have been stored twice. */
export function clientsOf({ url, headers, tokens }: SystemAccess): As {
  const open = (token?: () => Promise<string>) =>
    new Client({
      url,
      headers,
      ...(token && { token }),
      attempts: 1,
      fetch: (input, init) => fetch(input, { ...init, signal: limited(init?.signal) }),
    });
  if (tokens === undefined) {
    const client = open();
    return () => client;
  }
  const of = (role: CallerRole) => tokenSource({ ...tokens, scope: scopes[role] });
  const sources: Readonly<Record<CallerRole, TokenSource>> = {
    holder: of("holder"),
    reviewer: of("reviewer"),
    operator: of("operator"),
  };
  return ({ name, role }) => open(() => sources[role](name));
}

/** The issuer gives no token to this client, so that there is no use in waiting. */
export class NotSignedIn extends Error {
  override readonly name = "NotSignedIn";
}

/** Gets a token of somebody, to see that tokens can be got. @throws NotSignedIn */
export async function trySignIn({ tokens }: SystemAccess): Promise<void> {
  if (tokens === undefined) return;
  try {
    await tokenSource({ ...tokens, scope: scopes.operator })(operator.name);
  } catch (error) {
    throw new NotSignedIn(`No token is to be had at ${tokens.issuer}: ${causeOf(error)}`);
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

function limited(signal: AbortSignal | null | undefined): AbortSignal {
  const limit = AbortSignal.timeout(longestRequest);
  return signal ? AbortSignal.any([signal, limit]) : limit;
}
