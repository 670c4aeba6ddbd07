import { ExpressionFault } from "../faults.ts";
import { idParts, providerPath } from "../resource-id.ts";
import { environment, groupId, type Scope } from "../scope.ts";
import type { Value } from "../value.ts";
import { numberAt, refuse, type TemplateFunction, takes, textAt, textsOf } from "./function.ts";

/** Functions that ask where a template is deployed, and what there is. */
export function scopeFunctions(scope: Scope): Readonly<Record<string, TemplateFunction>> {
  const { target } = scope;
  const noted = (id: string) => {
    scope.note(id);
    return id;
  };
  return {
    copyindex: takes(0, 2, (values, name) => copyIndex(scope, values, name)),
    deployment: takes(0, 0, () => ({ name: target.deploymentName, properties: {} })),
    environment: takes(0, 0, () => environment),
    extensionresourceid: takes(3, undefined, (values, name) => {
      const [on = "", type = "", ...names] = textsOf(values, name);
      return noted(on + path(type, names, name));
    }),
    parameters: takes(1, 1, (values, name) => scope.parameter(textAt(values, 0, name))),
    reference: takes(1, 3, (values, name) => {
      const full = values[2] !== undefined && textAt(values, 2, name).toLowerCase() === "full";
      return scope.reference(textAt(values, 0, name), { full, byVersion: values[1] !== undefined });
    }),
    resourcegroup: takes(0, 0, () => ({
      id: groupId(target),
      name: target.resourceGroup,
      type: "Microsoft.Resources/resourceGroups",
      location: target.location,
      tags: {},
      properties: { provisioningState: "Succeeded" },
    })),
    resourceid: takes(2, undefined, (values, name) => noted(resourceId(scope, textsOf(values, name), name))),
    subscription: takes(0, 0, () => ({
      id: `/subscriptions/${target.subscriptionId}`,
      subscriptionId: target.subscriptionId,
      tenantId: target.tenantId,
      displayName: target.subscriptionId,
    })),
    subscriptionresourceid: takes(2, undefined, (values, name) => {
      const texts = textsOf(values, name);
      const [id, type = "", names] = texts[0]?.includes("/")
        ? [target.subscriptionId, texts[0], texts.slice(1)]
        : [texts[0], texts[1], texts.slice(2)];
      return `/subscriptions/${id}${path(type, names, name)}`;
    }),
    tenant: takes(0, 0, () => ({ tenantId: target.tenantId })),
    tenantresourceid: takes(2, undefined, (values, name) => {
      const [type = "", ...names] = textsOf(values, name);
      return path(type, names, name);
    }),
    variables: takes(1, 1, (values, name) => scope.variable(textAt(values, 0, name))),
  };
}

/** The type is what has a slash; before it there may be a subscription and a group. */
function resourceId(scope: Scope, texts: readonly string[], name: string): string {
  const at = texts.findIndex((text) => text.includes("/"));
  if (at < 0 || at > 2) refuse(name, "none of the first three arguments is a type such as Microsoft.Web/sites.");
  const { subscriptionId, resourceGroup } = scope.target;
  const [subscription, group] =
    at === 2 ? [texts[0], texts[1]] : at === 1 ? [subscriptionId, texts[0]] : [subscriptionId, resourceGroup];
  return `/subscriptions/${subscription}/resourceGroups/${group}${path(texts[at] ?? "", texts.slice(at + 1), name)}`;
}

function path(type: string, names: readonly string[], name: string): string {
  const wanted = type.split("/").length - 1;
  if (wanted < 1) refuse(name, `${JSON.stringify(type)} is no type such as Microsoft.Web/sites.`);
  if (names.length !== wanted)
    refuse(name, `${type} takes ${wanted} name${wanted === 1 ? "" : "s"}, not ${names.length}.`);
  const made = providerPath({ type, names });
  if (idParts(made) === undefined) refuse(name, "a name is empty.");
  return made;
}

function copyIndex(scope: Scope, values: readonly Value[], name: string): number {
  const [first] = values;
  if (typeof first === "number") return scope.copyIndex(undefined) + first;
  const index = scope.copyIndex(first === undefined ? undefined : textAt(values, 0, name));
  return index + (values[1] === undefined ? 0 : numberAt(values, 1, name));
}

/** Functions that there are in Azure, and that are refused here. */
export function refusedFunction(name: string): ExpressionFault | undefined {
  const lower = name.toLowerCase();
  if (/^list\w*$/.test(lower)) {
    return new ExpressionFault(
      "unsupported-function",
      `${name} hands out keys or secrets of a resource.`,
      "Give an identity a role in place of a key.",
    );
  }
  if (["newguid", "utcnow"].includes(lower)) {
    return new ExpressionFault(
      "unsupported-function",
      `${name} is something else in each deployment, so nothing deployed could be compared with it.`,
      "Take `guid` or `uniqueString` of what identifies it.",
    );
  }
  const others = [
    "cidrhost",
    "cidrsubnet",
    "datetimeadd",
    "datetimefromepoch",
    "datetimetoepoch",
    "datauri",
    "datauritostring",
    "deployer",
    "loadfileasbase64",
    "managementgroup",
    "managementgroupresourceid",
    "parsecidr",
    "pickzones",
    "providers",
    "references",
    "tryget",
    "tryindexfromend",
  ];
  if (!others.includes(lower)) return undefined;
  return new ExpressionFault(
    "unsupported-function",
    `${name} is not evaluated here.`,
    "Say it with another function; the README of codegen/infra lists them.",
  );
}
