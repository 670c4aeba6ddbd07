import { compactVerify, createLocalJWKSet } from "jose";
import type { TokenTrust } from "./directory.ts";

/** Whose token it is. */
export interface Principal {
  /** Object id of the service principal, which roles are assigned to. */
  readonly id: string;
  readonly clientId: string;
}

/** Why a token is worth nothing here. */
export class TokenInvalid extends Error {}

interface Claims {
  readonly iss?: unknown;
  readonly aud?: unknown;
  readonly oid?: unknown;
  readonly appid?: unknown;
  readonly nbf?: unknown;
  readonly exp?: unknown;
}

/** A token may be this much too early or too late, s. Azure's services allow the same. */
const leeway = 300;
const mostRemembered = 100;

/** Checks access tokens for one service. */
export class TokenVerifier {
  readonly #trust: TokenTrust;
  readonly #keys: ReturnType<typeof createLocalJWKSet>;
  readonly #audiences: () => readonly string[];
  /** Tokens whose signature was right: a client sends the same one with each request. */
  readonly #signed = new Map<string, Claims>();

  /** @param audiences the names under which tokens for this service are asked for */
  constructor(trust: TokenTrust, audiences: () => readonly string[]) {
    this.#trust = trust;
    this.#keys = createLocalJWKSet({ keys: [...trust.keys] });
    this.#audiences = audiences;
  }

  /**
   * Who sent `token`.
   * @param times the instants (ms) that count as now; the token must be good at one of them
   * @throws TokenInvalid saying what is wrong: form, signature, issuer, audience, time
   */
  async verify(token: string, times: readonly number[]): Promise<Principal> {
    const { iss, aud, oid, appid, nbf, exp } = this.#signed.get(token) ?? (await this.#checkSignature(token));
    if (iss !== this.#trust.issuer) throw new TokenInvalid(`its issuer is ${JSON.stringify(iss)}, not the local one`);
    const audiences = this.#audiences();
    if (typeof aud !== "string" || !audiences.includes(aud.replace(/\/+$/, ""))) {
      throw new TokenInvalid(`its audience is ${JSON.stringify(aud)}, not ${audiences.join(" or ")}`);
    }
    if (typeof nbf !== "number" || typeof exp !== "number") throw new TokenInvalid("it has no nbf and exp");
    const isGood = (now: number) => now / 1000 >= nbf - leeway && now / 1000 < exp + leeway;
    if (!times.some(isGood)) throw new TokenInvalid("it has expired, or is not good yet");
    if (typeof oid !== "string") throw new TokenInvalid("it has no oid");
    return { id: oid, clientId: String(appid ?? "") };
  }

  async #checkSignature(token: string): Promise<Claims> {
    let claims: unknown;
    try {
      const { payload } = await compactVerify(token, this.#keys, { algorithms: ["RS256"] });
      claims = JSON.parse(new TextDecoder().decode(payload));
    } catch {
      throw new TokenInvalid("it is no JWT signed by the local issuer");
    }
    if (typeof claims !== "object" || claims === null) throw new TokenInvalid("its payload is no object");
    if (this.#signed.size >= mostRemembered) this.#signed.clear();
    this.#signed.set(token, claims);
    return claims;
  }
}
