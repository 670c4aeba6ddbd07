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
    const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, "");
    if (type !== undefined && !types.has(type)) throw tokenInvalid("The token is no access token: its typ is another.");
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

function callerOf(payload: JWTPayload, subjectClaim: string): Caller {
  const subject = payload[subjectClaim];
  const isName = typeof subject === "string" && subject !== "" && subject.length <= longestSubject;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in it.
  if (!isName || !subject.isWellFormed() || /[\u0000-\u001f\u007f]/.test(subject)) {
    throw tokenInvalid("The token does not say who calls.");
  }
  // Delegated and application permissions of Entra ID, and what everybody else has (RFC 8693, RFC 9068).
  const scopes = [payload["scp"], payload["scope"], payload["roles"]].flatMap(scopesOf);
  return { subject, scopes: new Set(scopes.slice(0, mostScopes)) };
}

function scopesOf(claim: unknown): readonly string[] {
  const list = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return list.filter((scope): scope is string => typeof scope === "string" && scope !== "");
}
