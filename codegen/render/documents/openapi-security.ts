import { type JsonObject, objectAt } from "../../json/json.ts";
import type { Contract } from "../../model/contract.ts";
import type { ApiSecurity, Needs, TokenScheme } from "../../model/security.ts";
import { problemResponses, rateHeaders } from "./openapi-parts.ts";

const functionKey: JsonObject = {
  type: "apiKey",
  in: "header",
  name: "x-functions-key",
  description: "A key of the function app; the query parameter `code` is taken too.",
};

/** The security schemes of the API; empty when everybody may call. */
export function securitySchemes({ keyed, security }: Contract): JsonObject {
  const { tokens } = security;
  return {
    ...(keyed ? { functionKey } : {}),
    ...(tokens === undefined ? {} : { token: tokenScheme(tokens, security) }),
  };
}

function tokenScheme({ type, openIdConnectUrl, flows, description }: TokenScheme, security: ApiSecurity): JsonObject {
  const about = tokenWords(description, security);
  switch (type) {
    case "openIdConnect":
      return { type, openIdConnectUrl, ...about };
    case "oauth2": {
      const byName = [...flows].map(([name, { urls, scopes }]) => [name, { ...urls, scopes }]);
      return { type, flows: Object.fromEntries(byName), ...about };
    }
    case "http":
      return { type, scheme: "bearer", bearerFormat: "JWT", ...about };
  }
}

/** What the contract says of tokens, or of each scope where it has a scheme for each. */
function tokenWords(description: string, { scopeWords }: ApiSecurity): JsonObject {
  const list = [...scopeWords].map(([scope, words]) => `- \`${scope}\`: ${words}`).sort();
  if (description !== "") return { description };
  return list.length === 0 ? {} : { description: `An access token. Its scopes:\n\n${list.join("\n")}` };
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
    responses: Object.fromEntries(
      responses
        .map(([status, response]) => [status, rateLimit === undefined ? response : counted(status, response)] as const)
        .sort(([one], [other]) => Number(one) - Number(other)),
    ),
  };
}

/** An answer of success with what it says of the caller's rate. */
function counted(status: string, response: unknown): unknown {
  if (!status.startsWith("2")) return response;
  return { ...(response as JsonObject), headers: { ...objectAt(response, "headers"), ...rateHeaders } };
}
