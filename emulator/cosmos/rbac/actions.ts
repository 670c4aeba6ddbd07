import { type Call, flag, header } from "../http/exchange.ts";
import { isObject } from "../json.ts";
import { actionPrefix } from "./roles.ts";

/** What a request does, as roles name it. */
export interface RequiredActions {
  /** Path of what it works on. */
  readonly resource: string;
  /** All of them are needed; "management": nothing that a role of the data plane can allow. */
  readonly actions: readonly string[] | "management";
}

const container = `${actionPrefix}sqlDatabases/containers/`;
const items = `${container}items/`;

/** Reading what something is like. */
export const readMetadata = `${actionPrefix}readMetadata`;

/**
 * The actions that a request needs. Databases, containers and throughput cannot be changed with a token: on Azure that is the
 * resource provider's work.
 */
export function requiredActions(call: Call): RequiredActions {
  const { method, segments } = call;
  const resource = `/${segments.slice(0, 4).join("/")}`;
  const of = (...actions: readonly string[]): RequiredActions => ({ resource, actions });
  if (segments.length < 5 || segments[0] === "offers") {
    const isOffer = segments[0] === "offers";
    return method === "GET" && !isOffer ? of(readMetadata) : { resource, actions: "management" };
  }
  switch (segments[4]) {
    case "docs":
      return of(...itemActions(call));
    case "pkranges":
      return of(readMetadata);
    case "conflicts":
      return of(`${container}manageConflicts`);
    case "operations":
      return of(`${items}delete`);
    default:
      return { resource, actions: "management" };
  }
}

function itemActions(call: Call): string[] {
  const { method, segments } = call;
  if (segments.length > 5) {
    if (method === "GET") return [`${items}read`];
    return [method === "DELETE" ? `${items}delete` : `${items}replace`];
  }
  if (method === "GET") {
    return [header(call, "a-im") === undefined ? `${container}executeQuery` : `${container}readChangeFeed`];
  }
  if (flag(call, "x-ms-documentdb-isquery") || flag(call, "x-ms-cosmos-is-query-plan-request")) {
    return [`${container}executeQuery`];
  }
  if (flag(call, "x-ms-cosmos-is-batch-request")) return batchActions(call.body);
  return [flag(call, "x-ms-documentdb-is-upsert") ? `${items}upsert` : `${items}create`];
}

const byOperation = new Map([
  ["create", "create"],
  ["upsert", "upsert"],
  ["replace", "replace"],
  ["patch", "replace"],
  ["read", "read"],
  ["delete", "delete"],
]);

/** What the operations of a batch need, each once. A body that is none is refused later, for that reason. */
function batchActions(body: string): string[] {
  let operations: unknown;
  try {
    operations = JSON.parse(body);
  } catch {
    return [`${items}create`];
  }
  const types = (Array.isArray(operations) ? operations : []).map((operation) =>
    isObject(operation) ? String(operation["operationType"]).toLowerCase() : "",
  );
  const actions = types.flatMap((type) => byOperation.get(type) ?? []);
  return [...new Set(actions.length === 0 ? ["create"] : actions)].map((action) => `${items}${action}`);
}
