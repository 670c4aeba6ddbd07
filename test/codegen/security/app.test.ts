import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import type { EndpointSecurity, ServiceSecurity } from "../../../platform/app/definition.ts";
import { generateFrom } from "../support/contracts.ts";
import { securityOfEndpoint, securityOfService, serviceOf } from "./said.ts";
import { keyedContract, openToAll, scheme, securedContract } from "./secured-contract.ts";

/** What `app.ts` says of callers. */
interface Said {
  readonly keyed: boolean;
  readonly service: ServiceSecurity | undefined;
  readonly add: EndpointSecurity | undefined;
  readonly getTotal: EndpointSecurity | undefined;
  readonly listTotals: EndpointSecurity | undefined;
}

async function saidOf(contract: unknown, others: Readonly<Record<string, string>> = {}): Promise<Said> {
  const { files, diagnostics } = await generateFrom(contract, others);
  assert.deepEqual(diagnostics, []);
  const app = files?.get("app.ts") ?? "";
  return {
    keyed: serviceOf(app).includes("keyed: true,"),
    service: securityOfService(app),
    add: securityOfEndpoint(app, "commandAdd"),
    getTotal: securityOfEndpoint(app, "queryGetTotal"),
    listTotals: securityOfEndpoint(app, "queryListTotals"),
  };
}

test("app.ts says what each endpoint asks of its caller, and what the API does", async () => {
  const owner = { readModel: "totals", owner: "/owner", unlessScope: "counter.operate" };
  assert.deepEqual(await saidOf(securedContract()), {
    keyed: true,
    service: {
      tokens: true,
      rateLimit: { requests: 100, per: 10_000 },
      notifications: {
        scopes: [["counter.read"]],
        access: { key: { parameter: "recipient" }, unlessScope: "counter.operate" },
      },
    },
    add: { scopes: [["counter.write"]], access: { ...owner, key: { pointer: "/id" } } },
    getTotal: { scopes: [["counter.read"]], access: { ...owner, key: { parameter: "id" } } },
    listTotals: { scopes: [["counter.read"]], access: { key: { parameter: "owner" } } },
  } satisfies Said);
});

test("app.ts of a contract with keys alone asks for keys, and says its rate", async () => {
  const nothing = { add: undefined, getTotal: undefined, listTotals: undefined };
  const rateLimit = { requests: 100, per: 10_000 };
  assert.deepEqual(await saidOf(keyedContract()), { keyed: true, service: { rateLimit }, ...nothing });
  const contract = keyedContract();
  delete contract["x-eventwright"].rateLimit;
  assert.deepEqual(await saidOf(contract), { keyed: true, service: undefined, ...nothing });
});

test("app.ts of an open contract says nothing of callers", async () => {
  const nothing = { service: undefined, add: undefined, getTotal: undefined, listTotals: undefined };
  assert.deepEqual(await saidOf(openToAll()), { keyed: false, ...nothing });
});

test("a token without scopes is asked for once, for all endpoints", async () => {
  const contract = openToAll();
  contract.servers.api.security = [scheme("person")];
  contract.components.securitySchemes = { person: { type: "http", scheme: "bearer", bearerFormat: "JWT" } };
  const { service, add, getTotal } = await saidOf(contract);
  assert.deepEqual([service, add, getTotal], [{ tokens: true }, undefined, undefined]);
});

test("of several schemes one is enough, of a server's and an operation's both are needed", async () => {
  const contract = securedContract();
  contract.operations.add.security = [scheme("writer"), scheme("operator")];
  assert.deepEqual((await saidOf(contract)).add?.scopes, [["counter.operate"], ["counter.write"]]);
  contract.servers.api.security = [scheme("reader")];
  delete contract.components.securitySchemes.functionKey;
  delete contract.operations.tell.security;
  const { keyed, add, getTotal, service } = await saidOf(contract);
  assert.equal(keyed, false);
  assert.deepEqual(add?.scopes, [
    ["counter.operate", "counter.read"],
    ["counter.read", "counter.write"],
  ]);
  assert.deepEqual([getTotal?.scopes, service?.notifications?.scopes], [[["counter.read"]], [["counter.read"]]]);
});

test("a scheme without scopes lets everybody in who has a token, whatever others ask for", async () => {
  const contract = securedContract();
  contract.components.securitySchemes.anybody = { type: "http", scheme: "bearer" };
  contract.operations.add.security = [scheme("writer"), scheme("anybody")];
  delete contract.components.messages.Add["x-eventwright"].access;
  assert.deepEqual((await saidOf(contract)).add, undefined);
});

test("oauth2 with flows asks for the scopes that it lists, not for all that its flows offer", async () => {
  const contract = securedContract();
  const availableScopes = { "counter.write": "Counts.", "counter.all": "Everything." };
  contract.components.securitySchemes.writer = {
    type: "oauth2",
    flows: { clientCredentials: { tokenUrl: "https://login.counter.example/token", availableScopes } },
    scopes: ["counter.write"],
  };
  assert.deepEqual((await saidOf(contract)).add?.scopes, [["counter.write"]]);
});

test("the key of ownership is what the contract names, else what is usual", async () => {
  const contract = securedContract();
  contract.components.messages.Add.payload.properties.who = { type: "string" };
  contract.components.messages.Add.payload.required.push("who");
  contract.components.messages.Add.examples[0].payload.who = "anna";
  contract.components.messages.Add["x-eventwright"].access = { key: "/who" };
  assert.deepEqual((await saidOf(contract)).add?.access, { key: { pointer: "/who" } });
});

test("what is said of notifications is left out where there are none", async () => {
  const contract = securedContract();
  for (const place of [contract.channels, contract.operations]) {
    delete place.told;
    delete place.tell;
  }
  delete contract.components.messages.Told;
  assert.deepEqual((await saidOf(contract)).service, { tokens: true, rateLimit: { requests: 100, per: 10_000 } });
});

test("a trait in another file asks for the scheme that it names there", async () => {
  const contract = securedContract();
  delete contract.operations.add.security;
  contract.operations.add.traits = [{ $ref: "./traits.yaml#/writing" }];
  const { writer } = contract.components.securitySchemes;
  const traits = stringify({ writing: { security: [{ $ref: "#/schemes/writer" }] }, schemes: { writer } });
  assert.deepEqual((await saidOf(contract, { "traits.yaml": traits })).add?.scopes, [["counter.write"]]);
});

test("of several operations that take one command, what each of them asks for is needed", async () => {
  const contract = securedContract();
  contract.operations.again = { ...contract.operations.add };
  delete contract.operations.again.security;
  assert.deepEqual((await saidOf(contract)).add?.scopes, [["counter.write"]]);
  contract.operations.again.security = [scheme("operator")];
  assert.deepEqual((await saidOf(contract)).add?.scopes, [["counter.operate", "counter.write"]]);
});

test("a server asks for what it says, however channels come to it", async () => {
  const ofServer = () => {
    const contract = openToAll();
    contract.components.securitySchemes = securedContract().components.securitySchemes;
    contract.servers.api.security = [scheme("reader")];
    return contract;
  };
  const said = async (contract: unknown) => {
    const { service, add } = await saidOf(contract);
    return [service?.tokens, service?.notifications?.scopes, add?.scopes];
  };
  const closed = [true, [["counter.read"]], [["counter.read"]]];
  assert.deepEqual(await said(ofServer()), closed);

  const escaped = ofServer();
  escaped.servers = { "a/b": escaped.servers.api };
  for (const name of ["add", "told"]) escaped.channels[name].servers = [{ $ref: "#/servers/a~1b" }];
  assert.deepEqual(await said(escaped), closed, "by an escaped name");

  const mixed = ofServer();
  mixed.servers.other = { host: "localhost:7072", protocol: "http" };
  delete mixed.channels.add.servers;
  mixed.channels.told.servers = [{ $ref: "#/servers/other" }];
  assert.deepEqual(await said(mixed), closed, "by naming none, which is all of them, while another channel names one");
});

test("tokens that notifications alone are asked for are asked for, whatever their address looks like", async () => {
  const contract = openToAll();
  contract.components.securitySchemes = { reader: securedContract().components.securitySchemes.reader };
  contract.operations.tell.security = [scheme("reader")];
  for (const address of ["/notifications", "notifications"]) {
    contract.channels.told.address = address;
    const { service } = await saidOf(contract);
    assert.deepEqual([service?.tokens, service?.notifications?.scopes], [true, [["counter.read"]]], address);
  }
});
