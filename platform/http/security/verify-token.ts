import { errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyResult, jwtVerify } from "jose";
import type { Clock } from "../../clock/clock.ts";
import type { Caller } from "./caller.ts";
import { issuerKeys } from "./issuer-keys.ts";
import { tokenExpired, tokenInvalid } from "./refusals.ts";
import type { TokenSettings } from "./token-settings.ts";

/** Signatures with the issuer's private key. With `HS256` its public key would be a password that everybody knows. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** Access tokens; what an issuer signs for other ends (a logout, an event) is none. Source: RFC 9068, RFC 8725 section 3.11 */
const types: ReadonlySet<string> = new Set(["jwt", "at+jwt"]);
/** How far clocks may differ, seconds. */
const leeway = 30;
/** Longest subject and most scopes that are taken from a token. */
const longestSubject = 255;
const mostScopes = 200;

/** Checks a token. @throws Problem 401, IssuerUnavailable, SettingError */
export type VerifyToken = (token: string) => Promise<Caller>;

/** Makes the check of tokens: signature, issuer, audience, times by the given clock. */
export function tokenVerifier(settings: TokenSettings, clock: Clock): VerifyToken {
  const keys = issuerKeys(settings.issuer, clock);
  return async (token) => {
    const { payload, protectedHeader } = await verified(token, keys, {
      algorithms,
      issuer: [...settings.issuers],
      audience: [...settings.audiences],
      clockTolerance: leeway,
      currentDate: new Date(clock.now()),
      requiredClaims: ["exp"],
    });
    if (!isAccessType(protectedHeader.typ)) throw tokenInvalid("The token is no access token: its typ is another.");
    if (isForClient(payload)) throw tokenInvalid("The token is no access token: it tells a client who has signed in.");
    return callerOf(payload, settings.subjectClaim);
  };
}

type Options = NonNullable<Parameters<typeof jwtVerify>[2]>;

async function verified(token: string, keys: JWTVerifyGetKey, options: Options): Promise<JWTVerifyResult> {
  try {
    return await withAnyKey(token, keys, options);
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw tokenExpired();
    if (error instanceof errors.JWTClaimValidationFailed) {
      const claim = /^(iss|aud|exp|nbf|iat)$/.test(error.claim) ? error.claim : "claims";
      throw tokenInvalid(`The token is not for here or not for now: ${claim}.`);
    }
    if (error instanceof errors.JWKSNoMatchingKey) throw tokenInvalid("The token names no key of its issuer.");
    // A key that the algorithm of a token cannot use is a fault of the token, and a TypeError.
    if (error instanceof errors.JOSEError || error instanceof TypeError) {
      throw tokenInvalid("The token is malformed, or its signature is not its issuer's.");
    }
    throw error;
  }
}

/** A token that does not say which of several keys has signed it is tried with each of them. */
async function withAnyKey(token: string, keys: JWTVerifyGetKey, options: Options): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, keys, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return await jwtVerify(token, key, options);
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** Whether a header's `typ`, whatever its kind, is left out or is that of access tokens. */
function isAccessType(typ: unknown): boolean {
  return typ === undefined || (typeof typ === "string" && types.has(typ.toLowerCase().replace(/^application\//, "")));
}

/**
 * Whether a token is an ID token, whose audience may be this API when the API is a client itself. It has the hash of another token
 * (OpenID Connect Core 3.1.3.6, 3.3.2.11), or Keycloak's word for it.
 */
function isForClient({ at_hash: token, c_hash: code, typ }: JWTPayload): boolean {
  return token !== undefined || code !== undefined || (typeof typ === "string" && typ.toLowerCase() === "id");
}

/** What nobody sees, and what makes one name look like another: controls, formats, separators of lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function callerOf(payload: JWTPayload, subjectClaim: string): Caller {
  const subject = Object.hasOwn(payload, subjectClaim) ? payload[subjectClaim] : undefined;
  const isName = typeof subject === "string" && subject !== "" && subject.length <= longestSubject;
  if (!isName || !subject.isWellFormed() || unseen.test(subject))
    throw tokenInvalid("The token does not say who calls.");
  // Delegated and application permissions of Entra ID, and what everybody else has (RFC 8693, RFC 9068).
  const scopes = [payload["scp"], payload["scope"], payload["roles"]].flatMap(scopesOf);
  const until = ((payload.exp ?? 0) + leeway) * 1000;
  return { subject, scopes: new Set(scopes.slice(0, mostScopes)), until };
}

function scopesOf(claim: unknown): readonly string[] {
  const list = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return list.filter((scope): scope is string => typeof scope === "string" && scope !== "");
}
