import { randomUUID } from "node:crypto";
import { importJWK, type JWK, SignJWT } from "jose";

/** What an access token says. Times in seconds since 1970. */
export interface AccessToken {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  readonly expires: number;
}

/**
 * Signs an access token as a JWT.
 * Source: https://www.rfc-editor.org/rfc/rfc9068
 */
export async function signAccessToken(key: JWK, token: AccessToken): Promise<string> {
  return new SignJWT({ client_id: token.clientId, scope: token.scopes.join(" ") })
    .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: String(key.kid) })
    .setIssuer(token.issuer)
    .setSubject(token.subject)
    .setAudience(token.audience)
    .setJti(randomUUID())
    .setIssuedAt(token.issuedAt)
    .setNotBefore(token.issuedAt)
    .setExpirationTime(token.expires)
    .sign(await importJWK(key, "RS256"));
}
