import assert from "node:assert/strict";
import { test } from "node:test";
import { contractCatalogue } from "../../../../codegen/compatibility/contracts/catalogue.ts";
import { nameOfSubject } from "../../../../codegen/compatibility/contracts/finding.ts";
import { securityRules } from "../../../../codegen/compatibility/contracts/rules/security.ts";
import type { Pin } from "../../../../codegen/pins/pin.ts";
import { type Change, counter, told, verdictOn } from "./support.ts";

const issuer = "https://login.counter.example/.well-known/openid-configuration";
const totals = { readModel: "totals", owner: "/id" };
const open: Change = () => undefined;

/** [what, before, after, the rules that it must meet] */
const cases: readonly (readonly [what: string, before: Change, after: Change, rules: readonly string[]])[] = [
  ["nothing", tokens(["write"]), tokens(["write"]), []],
  ["tokens are asked for", open, tokens(["write"]), ["token-required contract"]],
  ["no tokens are asked for", tokens(["write"]), open, ["token-dropped contract"]],
  ["another scope", tokens(["write"]), tokens(["edit"]), ["scopes-narrowed Add", "scopes-widened Add"]],
  ["one scope more", tokens(["write"]), tokens(["write", "edit"]), ["scopes-narrowed Add"]],
  ["one scope less", tokens(["edit", "write"]), tokens(["write"]), ["scopes-widened Add"]],
  ["a scope where a token was enough", tokens([]), tokens(["write"]), ["scopes-narrowed Add"]],
  ["a token is enough", tokens(["write"]), tokens([]), ["scopes-widened Add"]],
  ["another way in", tokens(["write"]), tokens(["write"], ["edit"]), ["scopes-widened Add"]],
  ["one way in less", tokens(["write"], ["edit"]), tokens(["edit"]), ["scopes-narrowed Add"]],
  ["ways in another order", tokens(["write"], ["edit", "all"]), tokens(["all", "edit"], ["write"]), []],
  ["a way that another one holds", tokens(["write"]), tokens(["write"], ["edit", "write"]), []],
  ["a query's scope", tokens([]), query({ scopes: ["read"] }), ["scopes-narrowed getTotal"]],
  ["a query's scope is gone", query({ scopes: ["read"] }), tokens([]), ["scopes-widened getTotal"]],
  ["only the owner", tokens([]), query({ access: totals }), ["access-narrowed getTotal"]],
  ["not only the owner", query({ access: totals }), tokens([]), ["access-widened getTotal"]],
  [
    "another owner",
    query({ access: totals }),
    query({ access: { ...totals, owner: "/by" } }),
    ["access-changed getTotal"],
  ],
  ["the owner is whom the key names", query({ access: totals }), query({ access: {} }), ["access-changed getTotal"]],
  ["the usual key is named", query({ access: totals }), query({ access: { ...totals, key: "id" } }), []],
  [
    "a scope opens what others own",
    query({ access: totals }),
    query({ access: { ...totals, unlessScope: "read" } }),
    ["access-widened getTotal"],
  ],
  [
    "a scope opens it no longer",
    query({ access: { ...totals, unlessScope: "read" } }),
    query({ access: totals }),
    ["access-narrowed getTotal"],
  ],
  [
    "another scope opens it",
    query({ access: { ...totals, unlessScope: "read" } }),
    query({ access: { ...totals, unlessScope: "write" } }),
    ["access-narrowed getTotal", "access-widened getTotal"],
  ],
  [
    "only the owner, or who needed that scope before",
    query({ scopes: ["read"] }),
    query({ scopes: ["read"], access: { ...totals, unlessScope: "read" } }),
    [],
  ],
  [
    "a scope more, and only the owner",
    tokens([]),
    query({ scopes: ["read"], access: totals }),
    ["access-narrowed getTotal", "scopes-narrowed getTotal"],
  ],
  [
    "another scope, which opens what others own",
    query({ scopes: ["read"], access: totals }),
    query({ scopes: ["write"], access: { ...totals, unlessScope: "write" } }),
    ["access-widened getTotal", "scopes-narrowed getTotal", "scopes-widened getTotal"],
  ],
  [
    "another owner, and a scope that opens it",
    query({ access: totals }),
    query({ access: { ...totals, owner: "/by", unlessScope: "read" } }),
    ["access-changed getTotal", "access-widened getTotal"],
  ],
  [
    "another name of the parameter",
    query({ access: totals }),
    and(query({ access: totals }), (c) => (queries(c).getTotal.path = "/totals/{of}")),
    ["query-parameter-renamed getTotal"],
  ],
  [
    "a scope of a query that has another name now",
    tokens([]),
    and(query({ scopes: ["read"] }), (c) => {
      queries(c).findTotal = queries(c).getTotal;
      delete queries(c).getTotal;
    }),
    ["query-added findTotal", "scopes-narrowed findTotal"],
  ],
  ["a command of the owner", tokens([]), commandAccess(totals), ["access-narrowed Add"]],
  ["the usual pointer is named", commandAccess(totals), commandAccess({ ...totals, key: "/id" }), []],
  [
    "notifications of others",
    notifications({}),
    notifications({ unlessScope: "read" }),
    ["access-widened notifications"],
  ],
  [
    "another issuer",
    tokens([]),
    and(tokens([]), (c) => {
      c.components.securitySchemes.t0.openIdConnectUrl = "https://id.counter.example/.well-known/openid-configuration";
    }),
    ["issuer-changed contract"],
  ],
  [
    "another kind of scheme",
    tokens([]),
    and(tokens([]), (c) => {
      for (const key of ["t0", "listed"]) c.components.securitySchemes[key] = { type: "http", scheme: "bearer" };
    }),
    ["issuer-changed contract"],
  ],
  ["another address for tokens", oauth("login"), oauth("id"), ["issuer-changed contract"]],
  ["a rate limit", open, limited(10, "PT1S"), ["rate-limit-lowered contract"]],
  ["no rate limit", limited(10, "PT1S"), open, ["rate-limit-raised contract"]],
  ["a lower rate", limited(10, "PT1S"), limited(100, "PT1M"), ["rate-limit-lowered contract"]],
  ["a higher rate", limited(100, "PT1M"), limited(100, "PT10S"), ["rate-limit-raised contract"]],
  ["a higher rate, and fewer at once", limited(100, "PT1M"), limited(10, "PT1S"), ["rate-limit-lowered contract"]],
  ["the same rate", limited(60, "PT60S"), limited(60, "PT1M"), []],
];

for (const [what, before, after, rules] of cases) {
  test(`a change of who may call is found: ${what}`, () => {
    const verdict = verdictOn(counter(before), counter(after));
    assert.deepEqual(told(verdict, true).toSorted(), rules.toSorted());
    const stops = verdict.findings.some(({ weight }) => weight === "breaking");
    assert.equal(verdict.ok, !stops);
    for (const finding of verdict.findings) {
      const rule = contractCatalogue[finding.name as keyof typeof contractCatalogue];
      assert.equal(finding.rule, rule.id);
      assert.ok(finding.at.line > 1, finding.pointer);
      assert.ok(finding.reason.endsWith(rule.why) && finding.fix !== "");
    }
  });
}

test("every rule about who may call has a case", () => {
  const met = new Set(cases.flatMap(([, , , rules]) => rules.map((rule) => rule.split(" ")[0])));
  assert.deepEqual(
    Object.keys(securityRules).filter((name) => !met.has(name)),
    [],
  );
});

test("a token that was enough and is not any more is named", () => {
  const { findings } = verdictOn(counter(tokens(["write"], ["edit"])), counter(tokens(["edit", "all"])));
  assert.deepEqual(
    findings.filter(({ rule }) => rule === "EC2803").map(({ what }) => what),
    ["A token with `edit`, or `write` was enough: it needed `edit`, or `write`, and needs `all` and `edit`."],
  );
});

/** [what, before, after, the rule, a caller that it meets] */
const witnesses: readonly (readonly [what: string, before: Change, after: Change, rule: string, witness: unknown])[] = [
  [
    "of a scope that was enough",
    tokens(["write"]),
    tokens(["edit", "write"]),
    "scopes-narrowed",
    { token: { sub: "anna", scope: "write" } },
  ],
  [
    "of a scope that is enough now",
    tokens(["edit", "write"]),
    tokens(["write"]),
    "scopes-widened",
    { token: { sub: "anna", scope: "write" } },
  ],
  [
    "who reached what is another's",
    query({ scopes: ["read"] }),
    query({ scopes: ["read"], access: totals }),
    "access-narrowed",
    { token: { sub: "anna", scope: "read" }, owner: { now: "ben" } },
  ],
  [
    "whose scope opened what is another's",
    query({ scopes: ["read"], access: { ...totals, unlessScope: "write" } }),
    query({ scopes: ["read"], access: totals }),
    "access-narrowed",
    { token: { sub: "anna", scope: "read write" }, owner: { before: "ben", now: "ben" } },
  ],
  [
    "who reaches what is another's",
    query({ access: totals }),
    tokens([]),
    "access-widened",
    { token: { sub: "anna", scope: "" }, owner: { before: "ben" } },
  ],
  [
    "who was the owner",
    query({ access: totals }),
    query({ access: { ...totals, owner: "/by" } }),
    "access-changed",
    { token: { sub: "anna", scope: "" }, owner: { before: "anna", now: "ben" } },
  ],
];

for (const [what, before, after, rule, witness] of witnesses) {
  test(`a change of who may call shows a caller ${what}`, () => {
    const { findings } = verdictOn(counter(before), counter(after));
    assert.deepEqual(
      findings.filter(({ name }) => name === rule).map((finding) => finding.witness),
      [witness],
    );
  });
}

test("what changes for notifications hurts those who are told", () => {
  const pin = (message: string): Pin => ({ consumer: message, contact: "", uses: [{ message, fields: "whole" }] });
  const pins = [pin("Told"), pin("Add"), pin("Added")];
  const narrow = [notifications({ unlessScope: "read" }), notifications({})] as const;
  const { findings } = verdictOn(counter(narrow[0]), counter(narrow[1]), { pins });
  const [finding] = findings.filter(({ name }) => name === "access-narrowed");
  assert.deepEqual(
    finding?.hurts.map(({ consumer }) => consumer),
    ["Told"],
  );
  assert.equal(finding === undefined ? "" : nameOfSubject(finding.subject), "notifications");
});

test("a command of our own is nobody's business", () => {
  const hide: Change = (c) => {
    c.components.messages.Add["x-eventwright"].visibility = "private";
    delete c.operations.add;
    delete c.channels.add;
  };
  const verdict = verdictOn(counter(and(query({}), hide)), counter(and(query({}), hide)));
  assert.deepEqual(told(verdict, true), []);
});

/** The command takes a token with all scopes of one of these lists. */
function tokens(...ways: readonly (readonly string[])[]): Change {
  return (c) => {
    c.components.securitySchemes = Object.fromEntries(
      ways.map((scopes, index) => [`t${index}`, { type: "openIdConnect", openIdConnectUrl: issuer, scopes }]),
    );
    c.components.securitySchemes.listed = { type: "openIdConnect", openIdConnectUrl: issuer, scopes: ["read"] };
    c.operations.add.security = ways.map((_, index) => ({ $ref: `#/components/securitySchemes/t${index}` }));
  };
}

/** And a query has these words. */
function query(words: object): Change {
  return and(tokens([]), (c) => Object.assign(queries(c).getTotal, words));
}

// biome-ignore lint/suspicious/noExplicitAny: as in `Change`.
function queries(c: any) {
  return c["x-eventwright"].readModels.totals.queries;
}

/** Tokens come from this host, by OAuth 2. */
function oauth(host: string): Change {
  return and(tokens([]), (c) => {
    const flow = { tokenUrl: `https://${host}.counter.example/token`, availableScopes: { read: "Read." } };
    for (const key of ["t0", "listed"]) {
      c.components.securitySchemes[key] = { type: "oauth2", flows: { clientCredentials: flow } };
    }
  });
}

function commandAccess(access: object): Change {
  return and(tokens([]), (c) => Object.assign(c.components.messages.Add["x-eventwright"], { access }));
}

function notifications(access: object): Change {
  return and(tokens([]), (c) => {
    c["x-eventwright"].notifications = { access };
  });
}

function limited(requests: number, per: string): Change {
  return (c) => {
    c["x-eventwright"].rateLimit = { requests, per };
  };
}

function and(...changes: readonly Change[]): Change {
  return (c) => {
    for (const change of changes) change(c);
  };
}
