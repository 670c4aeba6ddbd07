import { randomUUID } from "node:crypto";
import { allow } from "../access.ts";
import type { ArmContext, Caller } from "../context.ts";
import { ArmError, groupNotFound, notSupported, resourceNotFound } from "../errors.ts";
import type { ArmAnswer, ArmRequest } from "../http.ts";
import { printId, type ResourceId } from "../ids.ts";
import { isObject, listAt, objectAt } from "../json.ts";
import { shapeOf } from "../shapes/shapes.ts";
import { webConfig } from "../shapes/web.ts";
import { shownResource, writeResource } from "../write-resource.ts";

/** Makes, shows or removes a resource. @throws ArmError */
export async function resourceRoute(
  request: ArmRequest,
  id: ResourceId,
  caller: Caller,
  context: ArmContext,
): Promise<ArmAnswer> {
  const text = printId(id);
  switch (request.method) {
    case "GET":
    case "HEAD":
      allow(caller.role, `${id.type}/read`, text);
      return { status: 200, body: read(id, request.url.searchParams, context) };
    case "PUT":
      allow(caller.role, `${id.type}/write`, text);
      return written(id, request, context);
    case "PATCH":
      throw notSupported("PATCH; PUT the whole resource");
    case "DELETE": {
      allow(caller.role, `${id.type}/delete`, text);
      known(id, context);
      return { status: context.store.delete(text) ? 200 : 204 };
    }
    case "POST":
      return action(id, caller, context);
    default:
      throw new ArmError(405, "MethodNotAllowed", `${request.method} is not possible here.`);
  }
}

function read(id: ResourceId, query: URLSearchParams, context: ArmContext): unknown {
  known(id, context);
  const stored = context.store.get(printId(id));
  if (stored !== undefined) return shownResource(stored, query, context);
  const web = configOf(id, context);
  if (web !== undefined) return web;
  throw resourceNotFound(printId(id));
}

async function written(id: ResourceId, request: ArmRequest, context: ArmContext): Promise<ArmAnswer> {
  const { stored, isNew, isSlow } = writeResource(id, await request.body(), context);
  const body = shownResource(stored, request.url.searchParams, context);
  if (!isSlow) return { status: isNew ? 201 : 200, body };
  const operation = randomUUID();
  context.store.operations.set(operation, stored.id);
  const [provider] = id.type.split("/");
  const base = `${context.baseUrl()}/subscriptions/${id.subscription}/providers/${provider}/locations/local`;
  const url = `${base}/operationStatuses/${operation}?api-version=${request.url.searchParams.get("api-version")}`;
  const begun = { ...body, properties: { ...objectAt(body, "properties"), provisioningState: "Creating" } };
  return { status: isNew ? 201 : 200, body: begun, headers: { "azure-asyncoperation": url, "retry-after": "0" } };
}

/** Lists resources of a type within another one, or in a group. @throws ArmError */
export function listRoute(request: ArmRequest, id: ResourceId, caller: Caller, context: ArmContext): ArmAnswer {
  const { store } = context;
  const types = id.type.split("/");
  if (request.method === "POST") return action({ ...id, names: id.names }, caller, context);
  if (request.method !== "GET") throw new ArmError(405, "MethodNotAllowed", `${request.method} is not possible here.`);
  const parent =
    id.names.length === 0 ? id.scope : printId({ ...id, type: types.slice(0, -1).join("/"), names: id.names });
  allow(caller.role, `${id.type}/read`, parent);
  known(id, context);
  const isGroup = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(parent);
  if (!isGroup && store.get(parent) === undefined) throw resourceNotFound(parent);
  const found = store.list(parent, id.type);
  return { status: 200, body: { value: found.map((each) => shownResource(each, request.url.searchParams, context)) } };
}

/** `config/web`, which there is without having been made. */
function configOf(id: ResourceId, { store }: ArmContext): unknown {
  if (id.type.toLowerCase() !== "microsoft.web/sites/config" || id.names[1]?.toLowerCase() !== "web") return undefined;
  const site = store.get(printId({ ...id, type: "Microsoft.Web/sites", names: id.names.slice(0, 1) }));
  if (site === undefined) return undefined;
  return { id: printId(id), name: "web", type: "Microsoft.Web/sites/config", properties: webConfig(site.body) };
}

/** The one action that is served: the settings of an app, with their values. @throws ArmError */
function action(id: ResourceId, caller: Caller, context: ArmContext): ArmAnswer {
  const path = printId(id);
  const [, site] = /^(.*\/providers\/Microsoft\.Web\/sites\/[^/]+)\/config\/appsettings\/list\/?$/i.exec(path) ?? [];
  if (site === undefined) throw notSupported(`the action ${path.split("/").at(-1) ?? ""}`);
  allow(caller.role, "Microsoft.Web/sites/config/list/action", `${site}/config/appsettings`);
  const stored = context.store.get(site);
  if (stored === undefined) throw resourceNotFound(site);
  const own = context.store.get(`${site}/config/appsettings`);
  const sent = listAt(objectAt(objectAt(stored.body, "properties"), "siteConfig"), "appSettings");
  const settings = Object.fromEntries(sent.flatMap((each) => (isObject(each) ? [[each["name"], each["value"]]] : [])));
  const type = "Microsoft.Web/sites/config";
  const properties = own === undefined ? settings : objectAt(own.body, "properties");
  return { status: 200, body: { id: `${site}/config/appsettings`, name: "appsettings", type, properties } };
}

function known(id: ResourceId, { store }: ArmContext): void {
  if (store.group(id.subscription, id.group) === undefined) throw groupNotFound(id.group);
  if (shapeOf(id.type) === undefined) throw notSupported(`resources of type ${id.type}`);
}
