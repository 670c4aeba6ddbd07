import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIssuer } from "../../emulator/oidc/server.ts";
import { signAccessToken } from "../../emulator/oidc/sign.ts";
import { lifetime, vaultOf } from "../../emulator/oidc/vault.ts";
import type { Environment } from "../../platform/app/settings.ts";
import type { Clock } from "../../platform/clock/clock.ts";

/** An issuer of tokens for an app that is measured. */
export interface Tokens {
  /** App settings that ask for its tokens. */
  readonly environment: Environment;
  /** Headers of a request with a token. */
  headers(subject: string, scopes: readonly string[]): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
}

const audience = "api://bill";

/** Starts an issuer on a free port; its tokens are good by the given clock. */
export async function startTokens(clock: Clock): Promise<Tokens> {
  const dataDir = await mkdtemp(join(tmpdir(), "eventwright-bill-tokens-"));
  const { key } = await vaultOf(dataDir, []);
  const issuer = await startIssuer({ port: 0, dataDir, audience, scopes: [], now: () => clock.now() });
  return {
    environment: { ApiTokens: "required", OidcIssuer: issuer.url, OidcAudience: audience },
    async headers(subject, scopes) {
      const issuedAt = Math.floor(clock.now() / 1000);
      const says = { issuer: issuer.url, subject, audience, clientId: "bill", scopes, issuedAt };
      const token = await signAccessToken(key, { ...says, expires: issuedAt + lifetime });
      return { authorization: `Bearer ${token}` };
    },
    async stop() {
      await issuer.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
