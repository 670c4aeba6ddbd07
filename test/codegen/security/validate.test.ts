import assert from "node:assert/strict";
import { test } from "node:test";
import { Parser } from "@asyncapi/parser";
import { stringify } from "yaml";
import { generateFrom } from "../support/contracts.ts";
import { securityCases } from "./cases.ts";
import { keyedContract, scheme, securedContract } from "./secured-contract.ts";

const name = ({ name, pointer }: { readonly name: string; readonly pointer: string }) => `${name} ${pointer}`;

for (const [index, { rule, from, change, at, line, besides = [] }] of securityCases.entries()) {
  test(`${rule} is found at its line, and nothing else (case ${index + 1})`, async () => {
    const contract = from();
    change(contract);
    const text = stringify(contract, { aliasDuplicateObjects: false });
    const { diagnostics, files } = await generateFrom(text);
    assert.deepEqual(diagnostics.map(name).sort(), [`${rule} ${at}`, ...besides].sort());
    const found = diagnostics.find(({ name, pointer }) => name === rule && pointer === at);
    assert.match(text.split("\n")[(found?.line ?? 0) - 1] ?? "", line);
    assert.equal(files, undefined);
  });
}

test("mistakes about who may call are told all in one run", async () => {
  const contract = securedContract();
  const { operations, components, servers } = contract;
  const words = contract["x-eventwright"];
  servers.api.security.push(scheme("writer"));
  operations.add.security = [scheme("basic")];
  components.securitySchemes.basic = { type: "http", scheme: "basic" };
  words.readModels.totals.queries.getTotal.scopes = ["counter.raed"];
  words.readModels.totals.queries.listTotals.access.key = "ownr";
  const { diagnostics } = await generateFrom(contract);
  assert.deepEqual(diagnostics.map(name).sort(), [
    "access-key /x-eventwright/readModels/totals/queries/listTotals/access/key",
    "scope-unknown /x-eventwright/readModels/totals/queries/getTotal/scopes",
    "security-mixed /servers/api/security/0",
    "security-unchecked /operations/add/security/0",
  ]);
});

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document.
const fine: Readonly<Record<string, (contract: any) => void>> = {
  "as it is": () => {},
  "two ways with tokens": ({ operations }) => {
    operations.add.security = [scheme("writer"), scheme("operator")];
  },
  "a token at the server alone": ({ servers, operations }) => {
    servers.api.security = [scheme("reader")];
    delete operations.add.security;
  },
  "http with bearer": ({ components }) => {
    components.securitySchemes.writer = { type: "http", scheme: "bearer", bearerFormat: "JWT" };
  },
  "oauth2 whose flow offers the scope": ({ components }) => {
    const flow = {
      tokenUrl: "https://login.counter.example/token",
      availableScopes: { "counter.write": "Counts.", "counter.more": "Is not used here." },
    };
    components.securitySchemes.writer = {
      type: "oauth2",
      flows: { clientCredentials: flow },
      scopes: ["counter.write"],
    };
  },
  "a server of another protocol with its own way in": ({ servers }) => {
    servers.topic = { host: "localhost:8082", protocol: "https", security: [{ type: "userPassword" }] };
  },
  "an operation that is not HTTP": ({ operations }) => {
    operations.publish.security = [{ type: "userPassword" }];
  },
  "a scope that nothing but ownership names": (contract) => {
    contract["x-eventwright"].readModels.totals.queries.listTotals.access.unlessScope = "counter.operate";
  },
  "a key that is a filter": (contract) => {
    const { listTotals } = contract["x-eventwright"].readModels.totals.queries;
    listTotals.access = { readModel: "totals", owner: "/owner", key: "owner" };
  },
};
for (const [what, change] of Object.entries(fine)) {
  test(`nothing is said of a contract with ${what}, and AsyncAPI's own parser takes it`, async () => {
    const contract = securedContract();
    change(contract);
    const { diagnostics, files } = await generateFrom(contract);
    assert.deepEqual(diagnostics.map(name), []);
    for (const text of [stringify(contract, { aliasDuplicateObjects: false }), files?.get("contract.json") ?? ""]) {
      const parsed = await new Parser().parse(text);
      assert.deepEqual(
        parsed.diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message),
        [],
      );
    }
  });
}

test("nothing is said of a contract that asks for keys alone", async () => {
  assert.deepEqual((await generateFrom(keyedContract())).diagnostics.map(name), []);
});
