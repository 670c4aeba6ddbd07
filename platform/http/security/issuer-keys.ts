import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, type RemoteJWKSet } from "jose";
import { SettingError } from "../../app/setting-error.ts";
import { isLoopback } from "../../app/settings.ts";
import type { Clock } from "../../clock/clock.ts";
import { fetchJson } from "./fetch-json.ts";
import { IssuerUnavailable } from "./issuer-unavailable.ts";

/** After a failure the issuer is left alone for this long, milliseconds: each request would ask it otherwise. */
export const restAfterFailure = 5000;
/** How long keys are used before they are asked for again, milliseconds; one that is withdrawn counts no longer then. */
const keyAge = 3_600_000;
/** Tokens that name unknown keys make the keys be asked for again, and that is how often, milliseconds. */
const cooldown = 30_000;

/**
 * Finds the key that a token names among its issuer's, which are discovered when the first token comes. The token says which
 * key only, never where it is: `jku`, `jwk` and `x5u` of its header are not looked at.
 * Source: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 * @throws IssuerUnavailable, SettingError when the issuer is another one than the setting says
 */
export function issuerKeys(issuer: string, clock: Clock): JWTVerifyGetKey {
  let keys: Promise<RemoteJWKSet> | undefined;
  let restsUntil = Number.NEGATIVE_INFINITY;
  // For unknown keys too: whoever sends tokens that name such would make each of them a request to an issuer that is away.
  const ask: Ask = async (url, signal) => {
    if (clock.now() < restsUntil) throw new IssuerUnavailable("The issuer failed a moment ago.");
    return fetchJson(url, signal);
  };
  return async (header, token) => {
    keys ??= discover(issuer, ask);
    const mine = keys;
    let known: RemoteJWKSet | undefined;
    try {
      known = await mine;
      return await known(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      // Keys that are at hand go on counting, though a token named another one and nobody could be asked for it. So do those that
      // another request has found meanwhile.
      if (known?.fresh !== true && keys === mine) keys = undefined;
      if (error instanceof IssuerUnavailable) throw error;
      restsUntil = clock.now() + restAfterFailure;
      if (error instanceof SettingError) throw error;
      throw new IssuerUnavailable("The issuer's keys cannot be read.", { cause: error });
    }
  };
}

/** Asks an issuer for a document. */
type Ask = typeof fetchJson;

async function discover(issuer: string, ask: Ask): Promise<RemoteJWKSet> {
  const found = await ask(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  if (found["issuer"] !== issuer) {
    throw new SettingError(
      "The setting OidcIssuer is not what the issuer calls itself; take `issuer` of its /.well-known/openid-configuration, " +
        "to the last character.",
    );
  }
  const address = found["jwks_uri"];
  if (typeof address !== "string" || !URL.canParse(address)) throw new Error("The issuer names no jwks_uri.");
  if (!address.startsWith("https:") && !(isLoopback(issuer) && isLoopback(address))) {
    throw new Error("The issuer's jwks_uri is not https.");
  }
  return createRemoteJWKSet(new URL(address), {
    cacheMaxAge: keyAge,
    cooldownDuration: cooldown,
    [customFetch]: async (url, { signal }) => Response.json(await ask(url, signal)),
  });
}
