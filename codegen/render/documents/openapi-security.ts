import type { JsonObject } from "../../json/json.ts";
import type { Contract } from "../../model/contract.ts";
import type { Needs } from "../../model/security.ts";
import { problemResponses } from "./openapi-parts.ts";

const functionKey: JsonObject = {
  type: "apiKey",
  in: "header",
  name: "x-functions-key",
  description: "A key of the function app; the query parameter `code` is taken too.",
};

/** The security schemes of the API; empty when everybody may call. */
export function securitySchemes({ keyed, security }: Contract): JsonObject {
  const { tokens } = security;
  const token = (): JsonObject => {
    const description = tokens?.description ? { description: tokens.description } : {};
    if (tokens?.type === "openIdConnect" && tokens.openIdConnectUrl !== undefined) {
      return { type: "openIdConnect", openIdConnectUrl: tokens.openIdConnectUrl, ...description };
    }
    return { type: "http", scheme: "bearer", bearerFormat: "JWT", ...description };
  };
  return { ...(keyed ? { functionKey } : {}), ...(tokens === undefined ? {} : { token: token() }) };
}

/** The ways into an operation: each of them with the key, where one is asked for. */
export function securityOf({ keyed, security }: Contract, { scopes }: Needs): readonly JsonObject[] {
  const key = keyed ? { functionKey: [] } : {};
  if (security.tokens === undefined) return keyed ? [key] : [];
  const ways = scopes.length === 0 ? [[]] : scopes;
  return ways.map((list) => ({ ...key, token: list }));
}

/** An operation with who may call it, and the answers to who may not. */
export function withSecurity(contract: Contract, needs: Needs, operation: JsonObject): JsonObject {
  const { keyed, security } = contract;
  const { tokens, rateLimit } = security;
  if (!keyed && tokens === undefined && rateLimit === undefined) return operation;
  const refused = {
    ...(keyed && tokens === undefined ? { 401: { $ref: "#/components/responses/Unauthorized" } } : {}),
    ...(tokens === undefined ? {} : problemResponses(401, 403)),
    ...(tokens === undefined && rateLimit === undefined ? {} : problemResponses(429)),
  };
  const responses = Object.entries({ ...(operation["responses"] as JsonObject), ...refused });
  const ways = securityOf(contract, needs);
  return {
    ...operation,
    ...(tokens === undefined ? {} : { security: ways }),
    responses: Object.fromEntries(responses.sort(([one], [other]) => Number(one) - Number(other))),
  };
}
