import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { lint } from "../../../codegen/lint/lint.ts";
import { callerRules } from "../../../codegen/lint/rules/callers.ts";
import { inMemory, tools } from "../support/contracts.ts";
import { keyedContract, openToAll, scheme, securedContract } from "./secured-contract.ts";

/** What lint says of callers, `name pointer`. */
function saidOf(contract: unknown): readonly string[] {
  const files = inMemory({ "asyncapi.yaml": stringify(contract, { aliasDuplicateObjects: false }) });
  const { findings } = lint(files, { rulebook: tools.rulebook, today: "2026-01-31" });
  const about = [...Object.keys(callerRules), "component-unused"];
  return findings.filter(({ name }) => about.includes(name)).map(({ name, pointer }) => `${name} ${pointer}`);
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document.
type Change = (contract: any) => void;
const queries = "/x-eventwright/readModels/totals/queries";

const told: readonly (readonly [string, Change, readonly string[]])[] = [
  [
    "a command that was forgotten",
    (contract) => {
      delete contract.operations.add.security;
      delete contract.components.messages.Add["x-eventwright"].access;
    },
    ["caller-unasked /operations/add", "component-unused /components/securitySchemes/writer"],
  ],
  [
    "a query that was forgotten",
    (contract) => {
      const { listTotals } = contract["x-eventwright"].readModels.totals.queries;
      delete listTotals.scopes;
      delete listTotals.access;
    },
    [`caller-unasked ${queries}/listTotals`],
  ],
  [
    "notifications that were forgotten",
    (contract) => {
      delete contract.operations.tell.security;
      delete contract["x-eventwright"].notifications;
    },
    ["caller-unasked /operations/tell"],
  ],
  [
    "a scope that nobody asks for beside one that somebody does",
    ({ components }) => components.securitySchemes.operator.scopes.push("counter.reset"),
    ["scope-unused /components/securitySchemes/operator/scopes/1"],
  ],
  [
    "a flow over plain http",
    ({ components }) => {
      components.securitySchemes.writer = {
        type: "oauth2",
        flows: {
          clientCredentials: {
            tokenUrl: "http://login.counter.example/token",
            availableScopes: { "counter.write": "Counts." },
          },
        },
        scopes: ["counter.write"],
      };
    },
    ["issuer-insecure /components/securitySchemes/writer/flows/clientCredentials/tokenUrl"],
  ],
  [
    "a second issuer",
    ({ components }) => {
      components.securitySchemes.reader.openIdConnectUrl = "https://login.example/.well-known/openid-configuration";
    },
    ["issuers-differ /components/securitySchemes/reader/openIdConnectUrl"],
  ],
  [
    "ownership of a command that no client sends",
    ({ components }) => {
      components.messages.Double["x-eventwright"].access = { key: "/id" };
    },
    ["access-unasked /components/messages/Double/x-eventwright/access"],
  ],
];
for (const [what, change, expected] of told) {
  test(`lint tells of ${what}`, () => {
    const contract = securedContract();
    change(contract);
    assert.deepEqual([...saidOf(contract)].sort(), [...expected].sort());
  });
}

const silent: readonly (readonly [string, Change])[] = [
  ["as it is", () => {}],
  [
    "whose operation says that any token will do",
    ({ operations }) => {
      operations.add.security.push({ type: "http", scheme: "bearer", description: "Any token." });
    },
  ],
  [
    "where ownership alone is asked for",
    (contract) => {
      delete contract["x-eventwright"].readModels.totals.queries.getTotal.scopes;
    },
  ],
  [
    "whose issuer is on this machine",
    ({ components }) => {
      for (const name of ["writer", "reader", "operator"]) {
        components.securitySchemes[name].openIdConnectUrl = "http://localhost:7080/.well-known/openid-configuration";
      }
    },
  ],
  [
    "whose server asks for a scope in the place of an operation",
    ({ servers, operations, components }) => {
      servers.api.security = [scheme("reader"), scheme("writer")];
      delete operations.add.security;
      delete components.securitySchemes.functionKey;
    },
  ],
];
for (const [what, change] of silent) {
  test(`lint says nothing of callers of a contract ${what}`, () => {
    const contract = securedContract();
    change(contract);
    assert.deepEqual(saidOf(contract), []);
  });
}

test("lint says nothing of callers where keys alone, or nothing, is asked for", () => {
  assert.deepEqual([saidOf(keyedContract()), saidOf(openToAll())], [[], []]);
});
