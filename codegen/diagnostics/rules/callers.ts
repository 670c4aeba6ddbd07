import type { Rule } from "./rule.ts";

/** Rules about who may call: EW19xx. */
export const callerRules = {
  "security-mixed": {
    id: "EW1901",
    severity: "error",
    why: "The host asks for keys before the app sees a request, so that a token could never take a key's place.",
    fix: "Ask for the key at the server and for the token at the operations (both are needed then), or for one of the two.",
  },
  "security-unchecked": {
    id: "EW1902",
    severity: "error",
    why: "What the contract promises of security is checked by the platform, and there is no check for this.",
    fix: "Use `httpApiKey` with the header `x-functions-key` at a server, or `openIdConnect`, `oauth2` or `http` with `bearer`.",
  },
  "scope-unknown": {
    id: "EW1903",
    severity: "error",
    why: "A scope that no security scheme lists is one that nobody can be given.",
    fix: "Correct the scope, or add it to `scopes` (or `availableScopes`) of a security scheme.",
  },
  "access-without-tokens": {
    id: "EW1904",
    severity: "error",
    why: "Scopes and ownership are about the caller, and only a token says who that is.",
    fix: "Add a security scheme with tokens to the server or to an operation, or delete this word.",
  },
  "access-key": {
    id: "EW1905",
    severity: "error",
    why: "The owner is looked up in one document, whose key the request must say.",
    fix: "Let `key` name a parameter of the path or a filter of the query, or name another read model: one with a key.",
  },
} as const satisfies Record<string, Rule>;
