import { type CommandPath, commandPaths, type PathRequest } from "./command-path.ts";

const owner: PathRequest = {
  step: "accept",
  request: "read accounts 200",
  reason:
    "Whose account is it? Another process may have written the document last, so that what is in memory cannot say.",
};

const absent: PathRequest = {
  step: "accept",
  request: "read accounts 404",
  reason: "Whose account is it? Asked four times within 0.7 s, since a client may be faster than its read model.",
};

const ownerOfQuery: PathRequest = { ...owner, step: "read" };

const shown: PathRequest = {
  step: "read",
  request: "read accounts 200",
  reason: "The document that is asked for; whose it is was asked before, under the rule's own key.",
};

const requestsOf = (name: string): readonly PathRequest[] =>
  commandPaths.find((path) => path.name === name)?.requests ?? [];

/**
 * The ways on which tokens add something, each beside the same way without them: an access rule is one point read of the document that
 * names the owner. What has no rule asks for no more than before; keys of the issuer come by HTTP, once an hour.
 */
export const securePaths: readonly CommandPath[] = [
  { name: "secure-load", title: "`load-credits`, warm: no rule about owners", requests: requestsOf("load") },
  {
    name: "secure-refused",
    title: "`transfer-credits`, refused by its decider",
    requests: [owner, ...requestsOf("refused")],
  },
  {
    name: "secure-transfer",
    title: "`transfer-credits` with its process, whose own commands have no caller",
    requests: [owner, ...requestsOf("transfer")],
  },
  { name: "secure-stranger", title: "`transfer-credits` from an account of somebody else: 403", requests: [owner] },
  {
    name: "secure-absent",
    title: "`transfer-credits` from an account that is not there: 403",
    requests: [absent, absent, absent, absent],
  },
  {
    name: "secure-operator",
    title: "`transfer-credits` by somebody with `credits.operate`, refused by its decider",
    requests: requestsOf("refused"),
  },
  { name: "secure-no-token", title: "`transfer-credits` without a token: 401", requests: [] },
  { name: "secure-get", title: "`GET /accounts/{accountId}`", requests: [ownerOfQuery, shown] },
];
