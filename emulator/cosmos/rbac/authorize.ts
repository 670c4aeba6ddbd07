import type { TokenTrust } from "../../identity/directory.ts";
import type { Current } from "../../identity/role-file.ts";
import { TokenInvalid, TokenVerifier } from "../../identity/verify.ts";
import { CosmosError, unauthorized } from "../errors.ts";
import type { Call } from "../http/exchange.ts";
import { readMetadata, requiredActions } from "./actions.ts";
import { isAllowed, isAllowedSomewhere, type Roles } from "./roles.ts";

/** What clients ask tokens for when the account's own name is not known to the tenant. */
const cosmosAudience = "https://cosmos.azure.com";

/** Checks Entra ID tokens, and what their roles allow. */
export class EntraAuthorization {
  readonly #verifier: TokenVerifier;
  readonly #roles: Current<Roles>;

  /** @param port the account's, on 127.0.0.1: part of the audience that SDKs ask tokens for */
  constructor(trust: TokenTrust, roles: Current<Roles>, port: () => number) {
    const own = () => [`https://127.0.0.1:${port()}`, `https://localhost:${port()}`, cosmosAudience];
    this.#verifier = new TokenVerifier(trust, own);
    this.#roles = roles;
  }

  /**
   * @param times the instants (ms) that count as now
   * @throws CosmosError 401; 403/5300 for what no token can do, 403/5301 naming the action that no role of the sender has
   */
  async authorize(call: Call, token: string, times: readonly number[]): Promise<void> {
    const { id } = await this.#verifier.verify(token, times).catch((error: unknown) => {
      if (error instanceof TokenInvalid)
        throw unauthorized(`The Microsoft Entra ID token is refused: ${error.message}.`);
      throw error;
    });
    const { resource, actions } = requiredActions(call);
    const path = call.segments.join("/");
    if (actions === "management") {
      throw blocked(
        `The given request [${call.method} /${path}] cannot be authorized by AAD token in data plane.`,
        5300,
      );
    }
    const roles = this.#roles();
    const missing = actions.find((action) =>
      path === "" && action === readMetadata
        ? !isAllowedSomewhere(roles, id, action)
        : !isAllowed(roles, id, action, resource),
    );
    if (missing === undefined) return;
    throw blocked(
      `Request is blocked because principal [${id}] does not have required RBAC permissions to perform action ` +
        `[${missing}] on resource [${resource.slice(1)}].`,
      5301,
    );
  }
}

const blocked = (why: string, subStatus: number) =>
  new CosmosError(
    403,
    "Forbidden",
    `Request blocked by Auth local : ${why} Learn more: https://aka.ms/cosmos-native-rbac.`,
    subStatus,
  );
