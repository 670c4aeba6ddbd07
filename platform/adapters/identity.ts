import type { AccessToken, TokenCredential } from "@azure/identity";
import type { ManagedIdentity } from "../app/settings.ts";

const credentialErrors = new Set([
  "CredentialUnavailableError",
  "AuthenticationError",
  "AggregateAuthenticationError",
  "AuthenticationRequiredError",
]);

/** Whether an error says that there was no token to be had, so that no service was asked anything. */
export const isCredentialError = (error: unknown): boolean =>
  credentialErrors.has(String((error as { name?: unknown } | null)?.name));

/** Credentials that know whose they are, once a token was got. */
export interface KnownCredential extends TokenCredential {
  /** The object id that roles are assigned to; undefined as long as no token was got, or when it does not say. */
  readonly principal: () => string | undefined;
}

/** By client id: the same identity shares its tokens, whoever asks. */
const opened = new Map<string, Promise<KnownCredential>>();

/**
 * Credentials of this app: its managed identity on Azure, whoever has signed in (`az login`, an editor) on a machine. The SDK
 * is loaded here and not before.
 */
export function openCredential({ clientId = "" }: ManagedIdentity): Promise<KnownCredential> {
  const known = opened.get(clientId);
  if (known !== undefined) return known;
  const made = load(clientId);
  opened.set(clientId, made);
  made.catch(() => opened.delete(clientId));
  return made;
}

async function load(clientId: string): Promise<KnownCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return knowing(new DefaultAzureCredential(clientId === "" ? {} : { managedIdentityClientId: clientId }));
}

/** Remembers whose tokens credentials gave. */
export function knowing(credential: TokenCredential): KnownCredential {
  let token: AccessToken | null = null;
  return {
    async getToken(scopes, options) {
      token = await credential.getToken(scopes, options);
      return token;
    },
    principal: () => (token === null ? undefined : objectIdOf(token.token)),
  };
}

/**
 * The object id in a token: for a sentence to somebody who looks for a role, and for nothing that decides. The token is
 * the service's to check, and need not be readable.
 */
function objectIdOf(token: string): string | undefined {
  try {
    const { oid } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof oid === "string" ? oid : undefined;
  } catch {
    return undefined;
  }
}
