import type { Account } from "./account.ts";
import { CosmosError, notFound, notSupported } from "./errors.ts";
import { type Call, flag, header, type Reply } from "./http/exchange.ts";
import { readAccount } from "./routes/account.ts";
import { postBatch } from "./routes/batch.ts";
import { readFeed } from "./routes/change-feed.ts";
import * as containers from "./routes/containers.ts";
import * as databases from "./routes/databases.ts";
import * as items from "./routes/items.ts";
import * as offers from "./routes/offers.ts";
import { listItems, postQuery } from "./routes/queries.ts";

/** Resources of a container, and of a database, that Azure has and this server does not. */
const refused = new Map([
  ["sprocs", "stored procedures (sprocs)"],
  ["triggers", "server-side triggers (triggers)"],
  ["udfs", "user-defined functions (udfs)"],
  ["users", "users and permissions (users)"],
  ["clientencryptionkeys", "client encryption keys (clientencryptionkeys)"],
]);

/**
 * Finds what a request is for and answers it.
 * @throws CosmosError for everything that goes wrong on the client's side.
 */
export function route(account: Account, call: Call): Reply | Promise<Reply> {
  const { segments } = call;
  const [first, database, second, container, third, id] = segments;
  if (first === undefined) return call.method === "GET" ? readAccount(account, call) : wrongMethod(call);
  if (first === "offers" && segments.length <= 2) return routeOffers(account, call, database);
  if (first !== "dbs") throw notFound(`The path /${segments.join("/")}`);
  if (database === undefined) return routeDatabases(account, call);
  if (second === undefined) return routeDatabase(account, call, database);
  const kind = refused.get(second);
  if (kind !== undefined) throw notSupported(kind);
  if (second !== "colls") throw notFound(`The path /${segments.join("/")}`);
  if (container === undefined) return routeContainers(account, call, database);
  if (third === undefined) return routeContainer(account, call, database, container);
  return routeInside(account, call, database, container, third, id);
}

function routeOffers(account: Account, call: Call, rid: string | undefined): Reply | Promise<Reply> {
  if (rid === undefined) {
    if (call.method === "GET") return offers.listOffers(account);
    return isQuery(call) ? offers.queryOffers(account, call) : wrongMethod(call);
  }
  if (call.method === "GET") return offers.readOffer(account, rid);
  return call.method === "PUT" ? offers.replaceOffer(account, call, rid) : wrongMethod(call);
}

function routeDatabases(account: Account, call: Call): Reply | Promise<Reply> {
  if (call.method === "GET") return databases.listDatabases(account);
  if (isQuery(call)) return databases.queryDatabases(account, call);
  return call.method === "POST" ? databases.createDatabase(account, call) : wrongMethod(call);
}

function routeDatabase(account: Account, call: Call, id: string): Reply | Promise<Reply> {
  if (call.method === "GET") return databases.readDatabase(account, id);
  return call.method === "DELETE" ? databases.deleteDatabase(account, id) : wrongMethod(call);
}

function routeContainers(account: Account, call: Call, database: string): Reply | Promise<Reply> {
  if (call.method === "GET") return containers.listContainers(account, database);
  if (isQuery(call)) return containers.queryContainers(account, call, database);
  return call.method === "POST" ? containers.createContainer(account, call, database) : wrongMethod(call);
}

function routeContainer(account: Account, call: Call, database: string, id: string): Reply | Promise<Reply> {
  switch (call.method) {
    case "GET":
      return containers.readContainer(account, call, database, id);
    case "PUT":
      return containers.replaceContainer(account, call, database, id);
    case "DELETE":
      return containers.deleteContainer(account, database, id);
    default:
      return wrongMethod(call);
  }
}

function routeInside(
  account: Account,
  call: Call,
  database: string,
  container: string,
  kind: string,
  id: string | undefined,
): Reply | Promise<Reply> {
  const unsupported = refused.get(kind);
  if (unsupported !== undefined) throw notSupported(unsupported);
  if (kind === "docs" && id === undefined) return routeItems(account, call, database, container);
  if (kind === "docs" && id !== undefined && call.segments.length === 6) {
    return routeItem(account, call, database, container, id);
  }
  if (kind === "pkranges" && id === undefined && call.method === "GET") {
    return containers.listRanges(account, database, container);
  }
  if (kind === "conflicts" && id === undefined && call.method === "GET") {
    return containers.listConflicts(account, database, container);
  }
  if (kind === "conflicts" && id === undefined && isQuery(call)) {
    return containers.queryConflicts(account, call, database, container);
  }
  if (kind === "operations" && id === "partitionkeydelete" && call.method === "POST") {
    return items.deletePartition(account, call, database, container);
  }
  throw notSupported(`${call.method} /${call.segments.join("/")}`);
}

function routeItems(account: Account, call: Call, database: string, container: string): Reply | Promise<Reply> {
  if (call.method === "GET") {
    if (header(call, "a-im") !== undefined) return readFeed(account, call, database, container);
    return listItems(account, call, database, container);
  }
  if (call.method !== "POST") return wrongMethod(call);
  if (isQuery(call)) return postQuery(account, call, database, container);
  if (flag(call, "x-ms-cosmos-is-batch-request")) return postBatch(account, call, database, container);
  return items.postItem(account, call, database, container);
}

function routeItem(
  account: Account,
  call: Call,
  database: string,
  container: string,
  id: string,
): Reply | Promise<Reply> {
  switch (call.method) {
    case "GET":
      return items.getItem(account, call, database, container, id);
    case "PUT":
      return items.putItem(account, call, database, container, id);
    case "PATCH":
      return items.patchItemRoute(account, call, database, container, id);
    case "DELETE":
      return items.removeItem(account, call, database, container, id);
    default:
      return wrongMethod(call);
  }
}

const isQuery = (call: Call): boolean =>
  call.method === "POST" && (flag(call, "x-ms-documentdb-isquery") || flag(call, "x-ms-cosmos-is-query-plan-request"));

function wrongMethod(call: Call): never {
  throw new CosmosError(405, "MethodNotAllowed", `${call.method} is not allowed on /${call.segments.join("/")}.`);
}
