import { isObject, type JsonObject, listAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { nameFault } from "./name-rules.ts";
import { providerPath } from "./resource-id.ts";
import { groupId } from "./scope.ts";
import type { TemplateScope, Turn } from "./template-scope.ts";
import { Unknown } from "./value.ts";
import { copyCount, evaluateValue, knownText } from "./walk.ts";

/** A resource of a template of which no more than its identity has been evaluated. */
export interface Declared {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly raw: JsonObject;
  readonly pointer: string;
  /** Whether its condition holds, and those of the resources that it is written into. */
  readonly active: boolean;
  /** The copy loop that made it. */
  readonly turn: Turn | undefined;
}

interface Parent {
  readonly type: string;
  readonly name: string;
  readonly active: boolean;
  readonly turn: Turn | undefined;
}

/** All resources of a list, loops turned and children taken out. What has no identity is a fault. */
export function declareAll(
  raw: readonly JsonObject[],
  at: string,
  scope: TemplateScope,
  parent?: Parent,
): readonly Declared[] {
  return raw.flatMap((resource, index) => {
    const here = pointer(at, index);
    const copy = own(resource, "copy");
    if (copy === undefined) return declareOne(resource, here, scope, parent, parent?.turn);
    const count = scope.within({ tooEarlyFor: "The count of a loop" }, () => copyCount(copy, `${here}/copy`, scope));
    const name = stringAt(copy, "name") ?? "";
    return Array.from({ length: count }, (_, turn) =>
      declareOne(resource, here, scope, parent, { name, index: turn }),
    ).flat();
  });
}

function declareOne(
  raw: JsonObject,
  at: string,
  scope: TemplateScope,
  parent: Parent | undefined,
  turn: Turn | undefined,
): readonly Declared[] {
  return scope.within({ loop: turn, tooEarlyFor: "The identity of a resource" }, () => {
    const type = literal(raw, "type", at, scope);
    const apiVersion = literal(raw, "apiVersion", at, scope);
    const name = knownText(own(raw, "name"), `${at}/name`, scope);
    const active = conditionOf(raw, at, scope) && (parent?.active ?? true);
    if (type === undefined || apiVersion === undefined || name === undefined) return [];
    const full =
      parent === undefined ? { type, name } : { type: `${parent.type}/${type}`, name: `${parent.name}/${name}` };
    const scopeId = own(raw, "scope") === undefined ? groupId(scope.target) : scopeOf(raw, at, scope);
    const id = scopeId === undefined ? undefined : idOf(full, scopeId, at, scope);
    if (id === undefined) return [];
    const declared: Declared = { id, ...full, apiVersion, raw, pointer: at, active, turn };
    const children = listAt(raw, "resources").filter(isObject);
    return [declared, ...declareAll(children, `${at}/resources`, scope, { ...full, active, turn })];
  });
}

function idOf({ type, name }: { type: string; name: string }, scopeId: string, at: string, scope: TemplateScope) {
  const names = name.split("/");
  const wanted = type.split("/").length - 1;
  if (wanted !== names.length || names.includes("")) {
    const message = `${type} takes ${wanted} name${wanted === 1 ? "" : "s"} joined by slashes, but here is ${JSON.stringify(name)}.`;
    scope.faults.push({
      code: "resource-name",
      pointer: `${at}/name`,
      message,
      fix: "Give one name for each part of the type.",
    });
    return undefined;
  }
  const words = nameFault(type, names.at(-1) ?? "");
  if (words !== undefined) {
    const message = `${JSON.stringify(names.at(-1))} cannot be the name of ${type}.`;
    scope.faults.push({ code: "resource-name", pointer: `${at}/name`, message, fix: `It has to be ${words}.` });
  }
  return scopeId + providerPath({ type, names });
}

/** `type` and `apiVersion` are read before anything is evaluated. */
function literal(raw: JsonObject, key: "type" | "apiVersion", at: string, scope: TemplateScope): string | undefined {
  const text = stringAt(raw, key);
  const pattern = key === "type" ? /^[\w.]+(\/[\w.]+)+$/ : /^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/;
  if (text !== undefined && (pattern.test(text) || (key === "type" && /^\w+$/.test(text)))) return text;
  const message = `\`${key}\` is ${text === undefined ? "missing" : `${JSON.stringify(text)}, which is none`}.`;
  const fix = key === "type" ? "Write a type such as Microsoft.Web/sites." : "Write a date such as 2024-11-01.";
  scope.faults.push({ code: "resource-shape", pointer: `${at}/${key}`, message, fix });
  return undefined;
}

function conditionOf(raw: JsonObject, at: string, scope: TemplateScope): boolean {
  const condition = own(raw, "condition");
  if (condition === undefined) return true;
  const before = scope.faults.length;
  const value = evaluateValue(condition, `${at}/condition`, scope);
  if (typeof value === "boolean") return value;
  if (scope.faults.length > before) return false;
  const code = value instanceof Unknown ? "known-too-late" : "resource-shape";
  const message = "A condition has to be true or false before anything is deployed.";
  scope.faults.push({ code, pointer: `${at}/condition`, message, fix: "Make it of parameters." });
  return false;
}

/** What an extension extends: an id, or a type and names within the group. */
function scopeOf(raw: JsonObject, at: string, scope: TemplateScope): string | undefined {
  const text = knownText(own(raw, "scope"), `${at}/scope`, scope);
  if (text === undefined || text.startsWith("/")) return text;
  const [provider = "", ...rest] = text.split("/");
  return `${groupId(scope.target)}/providers/${[provider, ...rest].join("/")}`;
}
