import { importJWK, SignJWT } from "jose";
import { type Directory, issuerOf, type ManagedIdentity } from "./directory.ts";

/** How long a token is good, seconds: a day, as for managed identities on Azure. */
export const lifetime = 86_400;

/**
 * Signs an access token of an identity for one resource.
 * @param now second since 1970 from which on it is good
 */
export async function signToken(
  { tenantId, key }: Directory,
  identity: ManagedIdentity,
  resource: string,
  now: number,
): Promise<string> {
  const claims = {
    appid: identity.clientId,
    idtyp: "app",
    oid: identity.principalId,
    tid: tenantId,
    ver: "1.0",
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: String(key.kid) })
    .setIssuer(issuerOf(tenantId))
    .setSubject(identity.principalId)
    .setAudience(resource)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + lifetime)
    .sign(await importJWK(key, "RS256"));
}
