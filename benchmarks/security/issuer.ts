import { type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";
import type { Environment } from "../../platform/app/settings.ts";

/** Algorithms of signatures that are measured. */
export const algorithms = ["RS256", "ES256", "EdDSA"] as const;

/** One of them. */
export type Algorithm = (typeof algorithms)[number];

/** What tokens are for. */
export const audience = "api://bench";

/** An issuer without a network: its documents are answered by `answer`, which takes the place of `fetch`. */
export interface Issuer {
  readonly algorithm: Algorithm;
  readonly url: string;
  readonly publicKey: CryptoKey;
  readonly keys: JSONWebKeySet;
  /** App settings that ask for its tokens. */
  readonly environment: Environment;
  /** Answers for the addresses of the issuer. @throws Error for any other */
  readonly answer: typeof fetch;
  /** How often its keys were asked for. */
  asked(): number;
  /** Signs a token that is good for ten years. */
  token(subject: string, scopes: string, now: number): Promise<string>;
}

/** Makes an issuer with two keys, of which the first signs: an issuer that rotates shows its next one, too. */
export async function makeIssuer(algorithm: Algorithm): Promise<Issuer> {
  const url = `https://login.bench.example/${algorithm.toLowerCase()}`;
  const [signing, next] = await Promise.all([1, 2].map(() => generateKeyPair(algorithm, { extractable: true })));
  if (signing === undefined || next === undefined) throw new Error("no keys were made");
  const shown = async (key: CryptoKey, kid: string) => {
    return { ...(await exportJWK(key)), kid, alg: algorithm, use: "sig" };
  };
  const keys = { keys: [await shown(signing.publicKey, "one"), await shown(next.publicKey, "two")] };
  const documents = new Map<string, unknown>([
    [`${url}/.well-known/openid-configuration`, { issuer: url, jwks_uri: `${url}/keys` }],
    [`${url}/keys`, keys],
  ]);
  let asked = 0;
  return {
    ...{ algorithm, url, publicKey: signing.publicKey, keys },
    environment: { ApiTokens: "required", OidcIssuer: url, OidcAudience: audience },
    async answer(address) {
      const document = documents.get(String(address));
      if (document === undefined) throw new Error(`Nobody answers for ${String(address)}.`);
      if (document === keys) asked++;
      return Response.json(document);
    },
    asked: () => asked,
    token(subject, scopes, now) {
      const issuedAt = Math.floor(now / 1000);
      return new SignJWT({ scope: scopes, client_id: "bench" })
        .setProtectedHeader({ alg: algorithm, typ: "at+jwt", kid: "one" })
        .setIssuer(url)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + 10 * 365 * 24 * 3600)
        .sign(signing.privateKey);
    },
  };
}

/** Lets issuers answer in place of the network while something runs. */
export async function answeredBy<T>(issuers: readonly Issuer[], run: () => Promise<T>): Promise<T> {
  const { fetch: network } = globalThis;
  globalThis.fetch = (address, options) => {
    const issuer = issuers.find(({ url }) => String(address).startsWith(`${url}/`));
    if (issuer === undefined) throw new Error(`No issuer answers for ${String(address)}.`);
    return issuer.answer(address, options);
  };
  try {
    return await run();
  } finally {
    globalThis.fetch = network;
  }
}

/** A token that says something else than what was signed: every check must refuse it. */
export function forged(token: string): string {
  const [header, claims = "", signature] = token.split(".");
  const said = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Record<string, unknown>;
  const other = Buffer.from(JSON.stringify({ ...said, sub: "somebody-else" })).toString("base64url");
  return `${header}.${other}.${signature}`;
}
