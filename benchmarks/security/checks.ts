import { type KeyObject, verify as verifySignature } from "node:crypto";
import { createRequire } from "node:module";
import { createLocalJWKSet, type JWTVerifyOptions, jwtVerify } from "jose";
import { type Algorithm, audience, type Issuer } from "./issuer.ts";

/** A way to check a token. @throws whatever it refuses with */
export type Check = (token: string) => unknown;

/** What the package `jsonwebtoken` has of what is used here; it brings no types. */
interface JsonWebToken {
  verify(token: string, key: KeyObject, options: object): unknown;
}

/** Bare jose, with the checks that the door asks of it and with one key that is imported already. */
export function joseWithKey({ publicKey, url, algorithm }: Issuer): Check {
  const options: JWTVerifyOptions = { issuer: url, audience, algorithms: [algorithm], requiredClaims: ["exp"] };
  return (token) => jwtVerify(token, publicKey, options);
}

/** Bare jose, which picks the key among those of the issuer. */
export function joseWithKeySet({ keys, url, algorithm }: Issuer): Check {
  const options: JWTVerifyOptions = { issuer: url, audience, algorithms: [algorithm], requiredClaims: ["exp"] };
  const known = createLocalJWKSet(keys);
  return (token) => jwtVerify(token, known, options);
}

/** The package `jsonwebtoken`, where it happens to be installed; undefined: it is not, or has no such algorithm. */
export function jsonWebToken(issuer: Issuer, key: KeyObject): Check | undefined {
  const peer = issuer.algorithm === "EdDSA" ? undefined : installed<JsonWebToken>("jsonwebtoken");
  if (peer === undefined) return undefined;
  const options = { issuer: issuer.url, audience, algorithms: [issuer.algorithm] };
  return (token) => peer.verify(token, key, options);
}

/** The signature alone, nothing that is said: the least that any check costs. */
export function signatureOnly(algorithm: Algorithm, key: KeyObject): Check {
  const digest = algorithm === "EdDSA" ? null : "sha256";
  const options = { key, dsaEncoding: "ieee-p1363" } as const;
  return (token) => {
    const end = token.lastIndexOf(".");
    const signature = Buffer.from(token.slice(end + 1), "base64url");
    if (!verifySignature(digest, Buffer.from(token.slice(0, end)), options, signature)) throw new Error("forged");
  };
}

function installed<T>(name: string): T | undefined {
  try {
    return createRequire(import.meta.url)(name) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
