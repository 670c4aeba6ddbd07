import type { Log } from "../service.ts";
import { type AzureRoles, isAllowed, readAzureRoles } from "./azure-roles.ts";
import type { TokenTrust } from "./directory.ts";
import { type Current, followRoles, type RoleFileOptions } from "./role-file.ts";
import { type Principal, TokenVerifier } from "./verify.ts";

/** Whose tokens a service takes, and what they allow. */
export interface EntraOptions {
  readonly trust: TokenTrust;
  /** The roles themselves, or the file that they are read from, again whenever it changes. */
  readonly roles: AzureRoles | RoleFileOptions;
}

/** What came of a token: whose it is, and what the owner lacks. */
export interface Judged extends Principal {
  readonly allowed: boolean;
}

/** Checks the tokens of one service and the roles of who sends them. */
export class RoleGuard {
  readonly #verifier: TokenVerifier;
  readonly #roles: Current<AzureRoles>;

  /** @param audiences the names under which tokens for this service are asked for */
  constructor({ trust, roles }: EntraOptions, audiences: () => readonly string[], log: Log) {
    this.#verifier = new TokenVerifier(trust, audiences);
    this.#roles = "file" in roles ? followRoles(roles, readAzureRoles, log) : () => roles;
  }

  /**
   * @param times the instants (ms) that count as now
   * @throws TokenInvalid
   */
  async judge(token: string, action: string, resource: string, times: readonly number[]): Promise<Judged> {
    const principal = await this.#verifier.verify(token, times);
    return { ...principal, allowed: isAllowed(this.#roles(), principal.id, action, resource) };
  }
}

/** The token of a request; undefined when it has none. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
