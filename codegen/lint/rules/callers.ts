import type { LintRule } from "./rule.ts";

/** Who may call: doors that were left open, and what is promised of callers in vain. */
export const callerRules = {
  "caller-unasked": {
    id: "EL2001",
    severity: "warning",
    why: "Others ask for a scope or for an owner; here any token of the issuer is enough, which is what a forgotten word looks like.",
    fix: "Name a security scheme at the operation (`scopes` at a query), or `access`. A scheme without scopes at the operation says that any token will do.",
  },
  "scope-unused": {
    id: "EL2002",
    severity: "warning",
    why: "Nothing asks for the scope and nobody is let past an owner with it, so that whoever gets it gets nothing.",
    fix: "Ask for it, or delete it.",
  },
  "issuer-insecure": {
    id: "EL2003",
    severity: "warning",
    why: "What comes over plain http can be changed on the way: whoever does so signs tokens, or reads them.",
    fix: "Use https. http is for this machine only.",
  },
  "issuers-differ": {
    id: "EL2004",
    severity: "warning",
    why: "An app takes tokens of one issuer, that of its setting `OidcIssuer`: those of the others are refused.",
    fix: "Name one issuer, which may itself sign people in from elsewhere.",
  },
  "access-unasked": {
    id: "EL2005",
    severity: "warning",
    why: "No client sends the command, and what the platform sends has no caller: nobody is ever asked.",
    fix: "Delete `access`, or give the command an endpoint.",
  },
} as const satisfies Record<string, LintRule>;
