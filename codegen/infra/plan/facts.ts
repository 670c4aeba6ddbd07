import { isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import type { EvaluatedResource } from "../evaluate/evaluation.ts";
import { Unknown } from "../evaluate/value.ts";

/** What people want to know of a resource, in a few words. */
export function factsOf({ type, body }: EvaluatedResource): readonly string[] {
  const properties = objectAt(body, "properties");
  return (tellers[type.toLowerCase()]?.(properties, body) ?? []).filter((fact) => fact !== "");
}

type Teller = (properties: JsonObject, body: JsonObject) => readonly string[];

const subscription: Teller = (properties) => {
  const { filter, retryPolicy } = {
    filter: objectAt(properties, "filter"),
    retryPolicy: objectAt(properties, "retryPolicy"),
  };
  const blobs = objectAt(objectAt(properties, "deadLetterDestination"), "properties");
  const whole = objectAt(objectAt(properties, "deadLetterWithResourceIdentity"), "deadLetterDestination");
  const container =
    stringAt(blobs, "blobContainerName") ?? stringAt(objectAt(whole, "properties"), "blobContainerName");
  return [
    `${counted(listAt(filter, "includedEventTypes").length, "type")}`,
    `${text(own(retryPolicy, "maxDeliveryAttempts"))} attempts within ${text(own(retryPolicy, "eventTimeToLiveInMinutes"))} min`,
    container === undefined ? "no dead letters" : `dead letters to ${container}`,
    `to ${lastOf(stringAt(objectAt(objectAt(properties, "destination"), "properties"), "resourceId"))}`,
  ];
};

const tellers: Readonly<Record<string, Teller>> = {
  "microsoft.documentdb/databaseaccounts": (properties) => {
    const capabilities = listAt(properties, "capabilities").map((each) => stringAt(each, "name"));
    return [
      capabilities.includes("EnableServerless") ? "serverless" : "provisioned throughput",
      own(properties, "enableFreeTier") === true ? "free tier" : "",
      keys(properties),
    ];
  },
  "microsoft.documentdb/databaseaccounts/sqldatabases": (properties) => {
    const options = objectAt(properties, "options");
    const most = own(objectAt(options, "autoscaleSettings"), "maxThroughput");
    const fixed = own(options, "throughput");
    if (most !== undefined) return [`up to ${text(most)} RU/s, shared`];
    return fixed === undefined ? [] : [`${text(fixed)} RU/s, shared`];
  },
  "microsoft.documentdb/databaseaccounts/sqldatabases/containers": (properties) => {
    const resource = objectAt(properties, "resource");
    const unique = listAt(objectAt(resource, "uniqueKeyPolicy"), "uniqueKeys").map((each) =>
      stringsAt(each, "paths").join(" + "),
    );
    const policy = objectAt(resource, "indexingPolicy");
    const left = paths(policy, "excludedPaths").filter((path) => path !== '/"_etag"/?');
    const indexed = left.includes("/*") ? paths(policy, "includedPaths").join(", ") || "nothing" : "all";
    return [
      `key ${stringsAt(objectAt(resource, "partitionKey"), "paths").join(", ")}`,
      unique.length === 0 ? "" : `unique ${unique.join("; ")}`,
      timeToLive(own(resource, "defaultTtl")),
      `indexed: ${indexed}${indexed === "all" && left.length > 0 ? ` but ${left.join(", ")}` : ""}`,
    ];
  },
  "microsoft.documentdb/databaseaccounts/sqlroledefinitions": (properties) => [stringAt(properties, "roleName") ?? ""],
  "microsoft.documentdb/databaseaccounts/sqlroleassignments": (properties) => [
    cosmosRoles[lastOf(stringAt(properties, "roleDefinitionId"))] ?? lastOf(stringAt(properties, "roleDefinitionId")),
    `for ${text(own(properties, "principalId"))}`,
  ],
  "microsoft.eventgrid/topics": (properties) => [stringAt(properties, "inputSchema") ?? "", keys(properties)],
  "microsoft.eventgrid/topics/eventsubscriptions": subscription,
  "microsoft.eventgrid/eventsubscriptions": subscription,
  "microsoft.storage/storageaccounts": (properties, body) => [
    stringAt(objectAt(body, "sku"), "name") ?? "",
    own(properties, "allowSharedKeyAccess") === false ? "no keys" : "with keys",
  ],
  "microsoft.web/serverfarms": (_, body) => [stringAt(objectAt(body, "sku"), "name") ?? ""],
  "microsoft.web/sites": (properties) => {
    const config = objectAt(properties, "functionAppConfig");
    const runtime = objectAt(config, "runtime");
    const scale = objectAt(config, "scaleAndConcurrency");
    return [
      `${stringAt(runtime, "name") ?? ""} ${stringAt(runtime, "version") ?? ""}`.trim(),
      own(scale, "instanceMemoryMB") === undefined ? "" : `${text(own(scale, "instanceMemoryMB"))} MB`,
      own(scale, "maximumInstanceCount") === undefined
        ? ""
        : `at most ${text(own(scale, "maximumInstanceCount"))} instances`,
      counted(listAt(objectAt(properties, "siteConfig"), "appSettings").length, "setting"),
    ];
  },
  "microsoft.authorization/roleassignments": (properties) => [
    azureRoles[lastOf(stringAt(properties, "roleDefinitionId"))] ?? lastOf(stringAt(properties, "roleDefinitionId")),
    `for ${text(own(properties, "principalId"))}`,
  ],
  "microsoft.insights/scheduledqueryrules": (properties) => [
    `severity ${text(own(properties, "severity"))}`,
    `every ${stringAt(properties, "evaluationFrequency") ?? "?"}`,
  ],
  "microsoft.insights/metricalerts": (properties) => [`severity ${text(own(properties, "severity"))}`],
  "microsoft.insights/components": (properties) => [keys({ disableLocalAuth: own(properties, "DisableLocalAuth") })],
  "microsoft.operationalinsights/workspaces": (properties) =>
    own(properties, "retentionInDays") === undefined
      ? []
      : [`kept for ${text(own(properties, "retentionInDays"))} days`],
};

// learn.microsoft.com: "Azure built-in roles", "Azure Cosmos DB for NoSQL data plane security reference".
const cosmosRoles: Readonly<Record<string, string>> = {
  "00000000-0000-0000-0000-000000000001": "Cosmos DB Built-in Data Reader",
  "00000000-0000-0000-0000-000000000002": "Cosmos DB Built-in Data Contributor",
};
const azureRoles: Readonly<Record<string, string>> = {
  "d5a91429-5739-47e2-a06b-3470a27159e7": "EventGrid Data Sender",
  "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
  "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": "Storage Blob Data Reader",
  "974c5e8b-45b9-4653-ba55-5f855dd0fb88": "Storage Queue Data Contributor",
  "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3": "Storage Table Data Contributor",
  "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
  "1e241071-0855-49ea-94dc-649edcd759de": "EventGrid Contributor",
  "428e0ff0-5e57-4d9c-a221-2c70d0e0a443": "EventGrid EventSubscription Contributor",
};

function keys(properties: JsonObject): string {
  return own(properties, "disableLocalAuth") === true ? "no keys" : "with keys";
}

function paths(policy: JsonObject, key: string): readonly string[] {
  return listAt(policy, key).flatMap((each) => stringAt(each, "path") ?? []);
}

/** Seconds in the largest unit that has no rest. */
function timeToLive(seconds: unknown): string {
  if (seconds === undefined) return "";
  if (seconds === -1) return "kept until an item says when";
  if (typeof seconds !== "number") return `kept for ${text(seconds)} s`;
  return seconds % 86_400 === 0 ? `kept for ${counted(seconds / 86_400, "day")}` : `kept for ${seconds} s`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function text(value: unknown): string {
  if (value instanceof Unknown) return lastOf(value.what);
  return isObject(value) || value === undefined ? "?" : String(value);
}

const lastOf = (id: string | undefined) => id?.split("/").at(-1) ?? "?";
