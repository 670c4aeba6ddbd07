import { ManagementError } from "./management-error.ts";

/** Whether an address is this machine. */
export function isLoopback(endpoint: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(endpoint).hostname);
}

/**
 * Gives tokens for an endpoint: the given one, which only this machine is shown, or those of whoever is signed in here
 * (`DefaultAzureCredential`: environment, workload identity, managed identity, Azure CLI, azd …).
 */
export function tokenFor(endpoint: string, given: string | undefined): () => Promise<string> {
  if (given !== undefined) return async () => given;
  let credential: { getToken(scope: string): Promise<{ readonly token: string }> } | undefined;
  return async () => {
    const { DefaultAzureCredential } = await import("@azure/identity");
    credential ??= new DefaultAzureCredential();
    try {
      return (await credential.getToken(`${endpoint}/.default`)).token;
    } catch (error) {
      const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      throw new ManagementError(0, "NotSignedIn", `Nobody is signed in to Azure here. ${first}`);
    }
  };
}
