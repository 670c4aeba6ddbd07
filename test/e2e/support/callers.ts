import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JWK } from "jose";
import { type AccessToken, signAccessToken } from "../../../emulator/oidc/sign.ts";
import { readVault } from "../../../emulator/oidc/vault.ts";
import { keysOf } from "./system.ts";

/** Headers of a request. */
export type Headers = Record<string, string>;

/** Those who call a system that asks for keys and tokens. */
export interface Callers {
  /** The key that everybody needs, alone. */
  readonly key: Headers;
  /** What the issuer's good tokens say. */
  readonly usual: Pick<AccessToken, "issuer" | "audience">;
  /** The key and a token, of somebody who has accounts unless `changes` say otherwise. */
  as(subject: string, changes?: Partial<AccessToken>, signedWith?: JWK): Promise<Headers>;
}

/** Signs tokens as the issuer of a system's data folder does. */
export function callersOf(dataDir: string): Callers {
  const addresses = JSON.parse(readFileSync(join(dataDir, "addresses.json"), "utf8"));
  const usual: Callers["usual"] = { issuer: addresses.issuer, audience: addresses.audience };
  const key = { "x-functions-key": keysOf(dataDir).functions.host };
  return {
    key,
    usual,
    async as(subject, changes = {}, signedWith = readVault(dataDir)?.key) {
      if (signedWith === undefined) throw new Error("The system has no issuer.");
      const issuedAt = Math.floor(Date.now() / 1000);
      const scopes = ["credits.read", "credits.write"];
      const good = { ...usual, subject, clientId: "test", scopes, issuedAt, expires: issuedAt + 600 };
      return { ...key, authorization: `Bearer ${await signAccessToken(signedWith, { ...good, ...changes })}` };
    },
  };
}
