import { type JsonObject, objectAt, stringAt } from "../../json/json.ts";
import { idParts } from "../evaluate/resource-id.ts";
import { type DeploymentTarget, groupId } from "../evaluate/scope.ts";
import type { ManagementClient } from "../management/management-client.ts";
import { type NamedTemplate, type Plan, type PlannedResource, planOf } from "../plan/templates.ts";
import { compareValues } from "./compare-values.ts";
import { isSomebodyElses, listDeployed, readDeployed } from "./deployed.ts";
import type { Difference } from "./difference.ts";
import { fixChanged, fixExtra, fixMissing } from "./fixes.ts";
import { rulesOf } from "./rules/rules.ts";

/** What is compared, and where. */
export interface CheckInput {
  readonly templates: readonly NamedTemplate[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly client: ManagementClient;
}

/** What a comparison has found. */
export type CheckResult =
  | { readonly state: "compared"; readonly differences: readonly Difference[]; readonly resources: number }
  /** The templates cannot be evaluated with these parameters. */
  | { readonly state: "faulty"; readonly faults: Plan["faults"] }
  /** The group is there, and holds nothing of what the contract wants. */
  | { readonly state: "not-deployed"; readonly resources: number };

/**
 * Compares what is deployed in a group with what the templates want. It only reads.
 * @throws ManagementError when Azure does not let it look, or the group does not exist
 */
export async function checkDeployment(input: CheckInput): Promise<CheckResult> {
  const { client, templates, parameters } = input;
  const target = await targetOf(input);
  const first = planOf(templates, { parameters, target });
  if (first.faults.length > 0) return { state: "faulty", faults: first.faults };
  const found = new Map<string, JsonObject>();
  const wanted = first.resources.filter(({ type }) => type.toLowerCase() !== "microsoft.resources/deployments");
  for (const resource of wanted) {
    const deployed = await readDeployed(resource, client);
    if (deployed !== undefined) found.set(resource.id.toLowerCase(), deployed);
  }
  if (found.size === 0) return { state: "not-deployed", resources: wanted.length };
  // Once more with what is deployed: ids of identities, endpoints and the like are known by now.
  const state = (id: string) => found.get(id.toLowerCase());
  const plan = planOf(templates, { parameters, target, state });
  if (plan.faults.length > 0) return { state: "faulty", faults: plan.faults };
  const resources = plan.resources.filter(({ type }) => type.toLowerCase() !== "microsoft.resources/deployments");
  const there = resources.filter(({ id }) => found.has(id.toLowerCase()));
  const listed = await listDeployed(there, groupId(target), client);
  const differences = [
    ...resources.flatMap((each) => differencesOf(each, state(each.id))),
    ...extras(listed, resources),
  ];
  return { state: "compared", differences, resources: resources.length };
}

/** Where the group is. @throws ManagementError when there is none */
async function targetOf({ client, subscription, resourceGroup }: CheckInput): Promise<DeploymentTarget> {
  const path = `/subscriptions/${subscription}`;
  const group = await client.get(`${path}/resourceGroups/${resourceGroup}`, "2021-04-01");
  const tenant = stringAt(await client.get(path, "2022-12-01"), "tenantId");
  return {
    subscriptionId: subscription,
    tenantId: tenant ?? "00000000-0000-0000-0000-000000000000",
    // As Azure writes it: names are made of the group's id, letter by letter.
    resourceGroup: stringAt(group, "name") ?? resourceGroup,
    location: stringAt(group, "location") ?? "",
    deploymentName: "deployment",
  };
}

function differencesOf(resource: PlannedResource, found: JsonObject | undefined): readonly Difference[] {
  const { id, type, name, body } = resource;
  if (found === undefined) return [{ kind: "missing", type, name, id, fix: fixMissing(resource) }];
  const wanted = { ...body, properties: objectAt(body, "properties") };
  return compareValues(wanted, found, rulesOf(type)).map((difference) => ({
    kind: "changed" as const,
    type,
    name,
    id,
    ...difference,
    fix: fixChanged(resource, difference.pointer),
  }));
}

function extras(listed: readonly JsonObject[], resources: readonly PlannedResource[]): readonly Difference[] {
  const known = new Set(resources.map(({ id }) => id.toLowerCase()));
  return listed.flatMap((each) => {
    const id = stringAt(each, "id") ?? "";
    const parts = idParts(id);
    if (parts === undefined || known.has(id.toLowerCase()) || isSomebodyElses(each, resources)) return [];
    const { type, names } = parts;
    return [{ kind: "extra" as const, type, name: names.join("/"), id, fix: fixExtra(type, id) }];
  });
}
