import { badRequest, resourceNotFound } from "./errors.ts";

/** A resource's id in its parts. */
export interface ResourceId {
  readonly subscription: string;
  readonly group: string;
  /** The resource that this one extends, or the group: an id. */
  readonly scope: string;
  /** `Microsoft.Web/sites/config`. */
  readonly type: string;
  readonly names: readonly string[];
}

/** Where a path leads. */
export type Target =
  | { readonly kind: "group"; readonly subscription: string; readonly group: string; readonly rest: string | undefined }
  | { readonly kind: "resource"; readonly id: ResourceId }
  /** A list of resources of a type, within `parent`. */
  | { readonly kind: "list"; readonly id: ResourceId }
  | { readonly kind: "operation"; readonly id: string }
  | { readonly kind: "subscription"; readonly subscription: string };

const groupPath = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(\/.*)?$/i;
const operationPath = /^\/subscriptions\/[^/]+\/providers\/[^/]+\/locations\/[^/]+\/operationStatuses\/([^/]+)$/i;

/** Reads a path. @throws ArmError 400 (bad escapes), 404 */
export function readPath(pathname: string): Target {
  const path = decode(pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname);
  const operation = operationPath.exec(path)?.[1];
  if (operation !== undefined) return { kind: "operation", id: operation };
  const [, alone] = /^\/subscriptions\/([^/]+)$/i.exec(path) ?? [];
  if (alone !== undefined) return { kind: "subscription", subscription: alone };
  const [, subscription, group, rest = ""] = groupPath.exec(path) ?? [];
  if (subscription === undefined || group === undefined) throw resourceNotFound(path);
  if (!/^\/providers\//i.test(rest)) return { kind: "group", subscription, group, rest: rest.slice(1) || undefined };
  const at = path.toLowerCase().lastIndexOf("/providers/");
  const [provider = "", ...parts] = path.slice(at + "/providers/".length).split("/");
  if (parts.length === 0 || parts.includes("")) throw resourceNotFound(path);
  const types = parts.filter((_, index) => index % 2 === 0);
  const names = parts.filter((_, index) => index % 2 === 1);
  const id = { subscription, group, scope: path.slice(0, at), type: [provider, ...types].join("/"), names };
  return { kind: types.length === names.length ? "resource" : "list", id };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest("The path holds a malformed percent escape.");
  }
}

/** Writes an id. */
export function printId({ scope, type, names }: ResourceId): string {
  const [provider, ...types] = type.split("/");
  return `${scope}/providers/${provider}${types.map((each, index) => `/${each}/${names[index] ?? ""}`).join("")}`;
}

/** The id of what a resource is within, or extends; undefined: the group. */
export function parentOf(id: ResourceId): string | undefined {
  if (id.names.length > 1)
    return printId({ ...id, type: id.type.split("/").slice(0, -1).join("/"), names: id.names.slice(0, -1) });
  return /\/providers\//i.test(id.scope) ? id.scope : undefined;
}

/** Reads the id of a resource. @throws ArmError 404 */
export function readId(text: string): ResourceId {
  const target = readPath(text);
  if (target.kind !== "resource") throw resourceNotFound(text);
  return target.id;
}
