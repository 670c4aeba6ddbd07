import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** A key pair of an issuer, its public half as the issuer shows it. */
export interface IssuerKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly shown: JWK;
}

/** An OpenID Connect issuer on loopback that tests can break. */
export interface TestIssuer {
  readonly url: string;
  readonly key: IssuerKey;
  /** What it shows; may be changed. */
  keys: JWK[];
  /** What it answers in place of its documents, by their last path segment. */
  readonly answers: Map<string, { readonly status?: number; readonly text: string }>;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Ends it; may be called twice. */
  stop(): void;
  /** Signs a token that is good until `claims` or `header` make it another one. */
  token(
    now: number,
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ): Promise<string>;
}

export const audience = "api://tally";

/** Makes a key. */
export async function issuerKey(kid: string, alg = "RS256"): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicKey, shown: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

/** Starts an issuer on a free port. */
export async function startIssuer(): Promise<TestIssuer> {
  const key = await issuerKey("one");
  const answers: TestIssuer["answers"] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const name = path.split("/").at(-1) ?? "";
    const documents: Readonly<Record<string, unknown>> = {
      "openid-configuration": { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` },
      keys: { keys: issuer.keys },
    };
    const { status = 200, text } = answers.get(name) ?? { text: JSON.stringify(documents[name] ?? {}) };
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    keys: [key.shown],
    answers,
    asked,
    stop() {
      server.closeAllConnections();
      server.close();
    },
    token(now, claims = {}, header = {}) {
      const seconds = Math.floor(now / 1000);
      const all = { iss: issuer.url, aud: audience, sub: "anna", exp: seconds + 600, nbf: seconds - 10, ...claims };
      return new SignJWT(all).setProtectedHeader({ alg: "RS256", kid: "one", ...header }).sign(key.privateKey);
    },
  };
  return issuer;
}
