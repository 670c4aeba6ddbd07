import { type JsonObject, objectAt, own, stringAt } from "../../json/json.ts";
import type { EvaluatedResource } from "../evaluate/evaluation.ts";
import type { ManagementClient } from "../management/management-client.ts";

/** The version of the App Service API that settings are asked for in. */
const webVersion = "2024-04-01";

/** Reads a resource as it is deployed, with what its type tells elsewhere only; undefined: it is not there. @throws ManagementError */
export async function readDeployed(
  { id, type, apiVersion, body }: Pick<EvaluatedResource, "id" | "type" | "apiVersion" | "body">,
  client: ManagementClient,
): Promise<JsonObject | undefined> {
  switch (type.toLowerCase()) {
    case "microsoft.insights/workbooks":
      return client.get(id, apiVersion, { canFetchContent: "true" });
    case "microsoft.web/sites":
      return withSettings(await client.get(id, apiVersion), id, body, client);
    case "microsoft.web/sites/config":
      if (id.toLowerCase().endsWith("/config/appsettings")) return client.ask(`${id}/list`, apiVersion);
      return client.get(id, apiVersion);
    case "microsoft.documentdb/databaseaccounts/sqldatabases":
    case "microsoft.documentdb/databaseaccounts/sqldatabases/containers":
      return withThroughput(await client.get(id, apiVersion), id, apiVersion, body, client);
    default:
      return client.get(id, apiVersion);
  }
}

/** An app answers without its settings. */
async function withSettings(site: JsonObject | undefined, id: string, body: JsonObject, client: ManagementClient) {
  const wanted = objectAt(objectAt(body, "properties"), "siteConfig");
  if (site === undefined || Object.keys(wanted).length === 0) return site;
  const web = objectAt(await client.get(`${id}/config/web`, webVersion), "properties");
  const { appSettings: _, ...config } = web;
  const settings =
    own(wanted, "appSettings") === undefined
      ? {}
      : {
          appSettings: namedValues(
            objectAt(await client.ask(`${id}/config/appsettings/list`, webVersion), "properties"),
          ),
        };
  return { ...site, properties: { ...objectAt(site, "properties"), siteConfig: { ...config, ...settings } } };
}

function namedValues(settings: JsonObject): readonly JsonObject[] {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}

/** Databases and containers answer without their throughput. */
async function withThroughput(
  resource: JsonObject | undefined,
  id: string,
  apiVersion: string,
  body: JsonObject,
  client: ManagementClient,
) {
  const wanted = objectAt(objectAt(body, "properties"), "options");
  if (resource === undefined || Object.keys(wanted).length === 0) return resource;
  const settings = await client.get(`${id}/throughputSettings/default`, apiVersion);
  const found = objectAt(objectAt(settings, "properties"), "resource");
  const { throughput, autoscaleSettings } = found;
  const options = autoscaleSettings === undefined ? { throughput } : { autoscaleSettings };
  return { ...resource, properties: { ...objectAt(resource, "properties"), options } };
}

/** Resources that are deployed, of types and in places that the template has a say about. @throws ManagementError */
export async function listDeployed(
  resources: readonly EvaluatedResource[],
  group: string,
  client: ManagementClient,
): Promise<readonly JsonObject[]> {
  const types = new Set(resources.map(({ type }) => type.toLowerCase()));
  const inGroup = await client.list(`${group}/resources`, "2021-04-01");
  const lists = resources.flatMap((resource) => childLists(resource, resources));
  const scopes = new Set(resources.filter(isRole).map(({ id }) => id.replace(rolePath, "")));
  const roles = [...scopes].map((scope) => ({
    path: `${scope}/providers/Microsoft.Authorization/roleAssignments`,
    apiVersion: resources.find(isRole)?.apiVersion ?? "2022-04-01",
    query: { $filter: "atScope()" },
  }));
  const found = [...inGroup.filter((each) => types.has((stringAt(each, "type") ?? "").toLowerCase()))];
  for (const { path, apiVersion, query } of [...lists, ...roles]) {
    const listed = await client.list(path, apiVersion, query);
    // Roles of the group and above are listed as well.
    found.push(...listed.filter((each) => query === undefined || sameScope(each, path)));
  }
  return found;
}

const rolePath = /\/providers\/Microsoft\.Authorization\/roleAssignments(\/[^/]+)?$/i;
const isRole = ({ type }: EvaluatedResource) => type.toLowerCase() === "microsoft.authorization/roleassignments";

function sameScope(assignment: JsonObject, path: string): boolean {
  const scope = stringAt(objectAt(assignment, "properties"), "scope") ?? "";
  return scope.toLowerCase() === path.replace(rolePath, "").toLowerCase();
}

/** Children whose list is the contract's: nothing else belongs into them. */
const children: Readonly<Record<string, readonly string[]>> = {
  "microsoft.documentdb/databaseaccounts": ["sqlDatabases", "sqlRoleAssignments", "sqlRoleDefinitions"],
  "microsoft.documentdb/databaseaccounts/sqldatabases": ["containers"],
  "microsoft.eventgrid/topics": ["eventSubscriptions"],
};

interface ChildList {
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
}

function childLists(
  { id, type, apiVersion }: EvaluatedResource,
  all: readonly EvaluatedResource[],
): readonly ChildList[] {
  return (children[type.toLowerCase()] ?? []).map((child) => {
    const same = all.find((each) => each.type.toLowerCase() === `${type}/${child}`.toLowerCase());
    return { path: `${id}/${child}`, apiVersion: same?.apiVersion ?? apiVersion };
  });
}

/** Whether something that the template does not hold is there for another reason. */
export function isSomebodyElses(resource: JsonObject, resources: readonly EvaluatedResource[]): boolean {
  const type = (stringAt(resource, "type") ?? "").toLowerCase();
  if (type.endsWith("/eventsubscriptions")) {
    // Anybody may subscribe to the topic. What is delivered to the app is the contract's.
    const destination = objectAt(objectAt(resource, "properties"), "destination");
    const target = (stringAt(objectAt(destination, "properties"), "resourceId") ?? "").toLowerCase();
    const site = target.replace(/\/functions\/[^/]+$/, "");
    const sites = resources.filter((each) => each.type.toLowerCase() === "microsoft.web/sites");
    return !sites.some(({ id }) => id.toLowerCase() === site);
  }
  if (type.endsWith("/sqlroledefinitions")) return stringAt(objectAt(resource, "properties"), "type") === "BuiltInRole";
  // Application Insights makes these by itself.
  return (
    type === "microsoft.insights/actiongroups" && stringAt(resource, "name") === "Application Insights Smart Detection"
  );
}
