import { generateKeyPairSync } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";

/** Makes a private RSA key for RS256, named by its thumbprint. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ format: "jwk" }) as JWK;
  return { ...key, alg: "RS256", use: "sig", kid: await calculateJwkThumbprint(key) };
}

/** The half of a signing key that everybody may know. */
export function publicPart(key: JWK): JWK {
  const { kty, n, e, alg, use, kid } = key as Required<Pick<JWK, "kty" | "n" | "e" | "alg" | "use" | "kid">>;
  return { kty, n, e, alg, use, kid };
}
