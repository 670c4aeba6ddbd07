import { allow } from "../access.ts";
import type { ArmContext, Caller } from "../context.ts";
import { ArmError, badRequest, groupNotFound, resourceNotFound } from "../errors.ts";
import type { ArmAnswer, ArmRequest } from "../http.ts";
import { readId } from "../ids.ts";
import { objectAt, textAt } from "../json.ts";
import type { Group } from "../store.ts";

/** Makes, shows or removes a group, or lists what is in it. @throws ArmError */
export async function groupRoute(
  request: ArmRequest,
  {
    subscription,
    group: name,
    rest,
  }: { readonly subscription: string; readonly group: string; readonly rest: string | undefined },
  { role }: Caller,
  { store }: ArmContext,
): Promise<ArmAnswer> {
  const scope = `/subscriptions/${subscription}/resourceGroups/${name}`;
  if (rest !== undefined && rest.toLowerCase() !== "resources") throw resourceNotFound(request.url.pathname);
  const found = store.group(subscription, name);
  const there = () => {
    if (found === undefined) throw groupNotFound(name);
    return found;
  };
  if (request.method === "PUT" && rest === undefined) {
    allow(role, "Microsoft.Resources/subscriptions/resourceGroups/write", scope);
    const body = await request.body();
    const location = textAt(body, "location");
    if (location === undefined) throw badRequest("A group needs a location.", "LocationRequired");
    const group = { subscription, name: found?.name ?? name, location, tags: objectAt(body, "tags") };
    store.putGroup(group);
    return { status: found === undefined ? 201 : 200, body: shown(group) };
  }
  if (request.method === "DELETE" && rest === undefined) {
    allow(role, "Microsoft.Resources/subscriptions/resourceGroups/delete", scope);
    store.deleteGroup(there());
    return { status: 202 };
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new ArmError(405, "MethodNotAllowed", `${request.method} is not possible here.`);
  }
  allow(role, "Microsoft.Resources/subscriptions/resourceGroups/read", scope);
  const group = there();
  if (rest === undefined) return { status: request.method === "HEAD" ? 204 : 200, body: shown(group) };
  const inside = store.all().filter(({ id, type }) => {
    return (
      id.toLowerCase().startsWith(`${scope.toLowerCase()}/providers/`) &&
      type.split("/").length === 2 &&
      isTracked(id, type)
    );
  });
  const value = inside.map(({ id, type, body }) => ({
    id,
    name: readId(id).names.at(-1),
    type,
    location: textAt(body, "location"),
    ...(body["kind"] === undefined ? {} : { kind: body["kind"] }),
    tags: objectAt(body, "tags"),
  }));
  return { status: 200, body: { value } };
}

/** The list of a group holds what has a place: neither deployments nor what extends something else. */
function isTracked(id: string, type: string): boolean {
  return (
    !/^Microsoft\.Resources\//i.test(type) &&
    id.toLowerCase().indexOf("/providers/") === id.toLowerCase().lastIndexOf("/providers/")
  );
}

function shown({ subscription, name, location, tags }: Group): object {
  return {
    id: `/subscriptions/${subscription}/resourceGroups/${name}`,
    name,
    type: "Microsoft.Resources/resourceGroups",
    location,
    tags,
    properties: { provisioningState: "Succeeded" },
  };
}
