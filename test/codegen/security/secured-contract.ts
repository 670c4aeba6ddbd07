import { counterContract } from "../support/contracts.ts";

const at = (name: string) => ({ $ref: `#/components/securitySchemes/${name}` });
const openIdConnectUrl = "https://login.counter.example/.well-known/openid-configuration";
const openIdConnect = (...scopes: readonly string[]) => ({ type: "openIdConnect", openIdConnectUrl, scopes });

/**
 * The small contract, closed: a key at the server, tokens with scopes at the operations, and counters that belong to
 * somebody. It has no findings.
 */
// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to break it.
export function securedContract(): any {
  const contract = counterContract();
  const { channels, operations, components } = contract;
  contract.servers = {
    api: { host: "localhost:7071", pathname: "/api", protocol: "http", security: [at("functionKey")] },
  };
  const servers = [{ $ref: "#/servers/api" }];
  channels.add.servers = servers;
  channels.told = {
    address: "/notifications",
    servers,
    messages: { Told: { $ref: "#/components/messages/Told" } },
  };
  operations.add.security = [at("writer")];
  operations.tell = { action: "send", channel: { $ref: "#/channels/told" }, security: [at("reader")] };
  components.securitySchemes = {
    functionKey: { type: "httpApiKey", name: "x-functions-key", in: "header" },
    writer: { ...openIdConnect("counter.write"), description: "Of whoever counts." },
    reader: openIdConnect("counter.read"),
    operator: openIdConnect("counter.operate"),
  };
  components.schemas.Total.properties.owner = { type: "string" };
  const words = contract["x-eventwright"];
  components.messages.Add["x-eventwright"].access = {
    readModel: "totals",
    owner: "/owner",
    unlessScope: "counter.operate",
  };
  Object.assign(words.readModels.totals.queries.getTotal, {
    scopes: ["counter.read"],
    access: { readModel: "totals", owner: "/owner", unlessScope: "counter.operate" },
  });
  Object.assign(words.readModels.totals.queries.listTotals, {
    scopes: ["counter.read"],
    access: { key: "owner" },
    filters: ["owner", "total"],
  });
  words.notifications = { access: { unlessScope: "counter.operate" } };
  words.rateLimit = { requests: 100, per: "PT10S" };
  return contract;
}

/** The closed contract with tokens taken out: no scheme of a server or an operation asks for one. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function keyedContract(): any {
  const contract = securedContract();
  const words = contract["x-eventwright"];
  for (const operation of Object.values<Record<string, unknown>>(contract.operations)) delete operation["security"];
  for (const name of ["writer", "reader", "operator"]) delete contract.components.securitySchemes[name];
  delete contract.components.messages.Add["x-eventwright"].access;
  delete words.notifications;
  for (const query of Object.values<Record<string, unknown>>(words.readModels.totals.queries)) {
    delete query["scopes"];
    delete query["access"];
  }
  return contract;
}

/** The closed contract with its doors open: nobody is asked for anything. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function openToAll(): any {
  const contract = keyedContract();
  delete contract.servers.api.security;
  delete contract.components.securitySchemes;
  delete contract["x-eventwright"].rateLimit;
  return contract;
}

/** A reference to a security scheme. */
export const scheme = at;
