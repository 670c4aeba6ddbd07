import type { TokenCredential } from "@azure/identity";
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

/**
 * Credentials of this app: its managed identity on Azure, whoever has signed in (`az login`, an editor) on a machine. The SDK
 * is loaded here and not before.
 */
export async function openCredential({ clientId }: ManagedIdentity): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return clientId === undefined
    ? new DefaultAzureCredential()
    : new DefaultAzureCredential({ managedIdentityClientId: clientId });
}
