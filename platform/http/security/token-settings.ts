import { SettingError } from "../../app/setting-error.ts";
import { checkTransport, type Environment } from "../../app/settings.ts";
import { entraIssuers } from "./entra.ts";

/** Which tokens are taken. */
export interface TokenSettings {
  /** Where keys are discovered, exactly as the issuer writes itself. */
  readonly issuer: string;
  /** What `iss` may say: the issuer, and its other spelling where it has one. */
  readonly issuers: readonly string[];
  /** One of these must be in `aud`. */
  readonly audiences: readonly string[];
  /** The claim that says who calls. */
  readonly subjectClaim: string;
}

/**
 * Reads which tokens are taken; undefined: none are asked for, which only the word `off` says, or a contract without tokens.
 * @param inContract whether the contract asks for tokens
 * @throws SettingError naming the setting and the fix: whatever is missing or misspelt leaves the API closed
 */
export function tokenSettings(env: Environment, inContract: boolean): TokenSettings | undefined {
  const word = env["ApiTokens"] || (inContract ? "required" : "off");
  if (word === "off") return undefined;
  if (word !== "required") throw new SettingError(`The setting ApiTokens is "required" or "off", not "${word}".`);
  const issuer = needed(
    env,
    "OidcIssuer",
    "the address of the OpenID Connect issuer, exactly as its tokens have it in iss",
  );
  checkTransport("OidcIssuer", issuer);
  const { search, hash, username } = new URL(issuer);
  if (search !== "" || hash !== "" || username !== "") {
    throw new SettingError("The setting OidcIssuer is an address without query, fragment and user name.");
  }
  const audience = needed(env, "OidcAudience", "what tokens for this API have in aud; several are separated by commas");
  const audiences = audience.split(/[\s,]+/).filter((part) => part !== "");
  if (audiences.length === 0) throw new SettingError("The setting OidcAudience names no audience.");
  const subjectClaim = env["OidcSubjectClaim"] || "sub";
  if (!/^[A-Za-z0-9_.:/-]{1,100}$/.test(subjectClaim)) {
    throw new SettingError("The setting OidcSubjectClaim is the name of a claim, such as sub or oid.");
  }
  return { issuer, issuers: entraIssuers(issuer), audiences, subjectClaim };
}

function needed(env: Environment, name: string, meaning: string): string {
  const value = env[name]?.trim();
  if (value) return value;
  throw new SettingError(
    `The setting ${name} is missing: ${meaning}. Without tokens the API is open only where ApiTokens says "off".`,
  );
}
