import assert from "node:assert/strict";
import { test } from "node:test";
import { nowhere } from "../../../../codegen/infra/evaluate/scope.ts";
import { Unknown } from "../../../../codegen/infra/evaluate/value.ts";
import { azureFilesOf, contracts } from "../../azure/support.ts";
import { evaluated, smallTemplate } from "../support/template.ts";

const account = "Microsoft.DocumentDB/databaseAccounts";
const short = (id: string) => id.slice(id.indexOf("/providers/") + "/providers/".length);

test("a template comes to resources with ids and bodies, those of loops included and those whose condition is false left out", () => {
  const { faults, resources, skipped, parameters } = evaluated();
  assert.deepEqual(faults, []);
  const role = resources.find(({ type }) => type.endsWith("sqlRoleAssignments"))!;
  assert.deepEqual(
    resources.map(({ id }) => short(id)),
    [
      `${account}/shop-dev`,
      `${account}/shop-dev/sqlDatabases/shop`,
      `${account}/shop-dev/sqlDatabases/shop/containers/commands`,
      `${account}/shop-dev/sqlDatabases/shop/containers/events`,
      "Microsoft.ManagedIdentity/userAssignedIdentities/app",
      `${account}/shop-dev/sqlRoleAssignments/${role.name.split("/")[1]}`,
    ],
  );
  assert.deepEqual(skipped.map(short), ["Microsoft.Insights/actionGroups/people"]);
  assert.deepEqual(resources[0]?.body, { location: "westeurope", properties: { disableLocalAuth: true } });
  assert.deepEqual(resources[3]?.body, { properties: { resource: { id: "events" } } });
  assert.equal(parameters["environment"], "dev");
});

test("what is only known after a deployment is said to be, and is filled in from what is deployed", () => {
  const before = evaluated();
  const principal = (evaluation: typeof before) => {
    const role = evaluation.resources.find(({ type }) => type.endsWith("sqlRoleAssignments"));
    return (role!.body["properties"] as { principalId: unknown }).principalId;
  };
  assert.ok(principal(before) instanceof Unknown);
  assert.ok(before.outputs["endpoint"]?.value instanceof Unknown);
  const state = (id: string) =>
    id.endsWith("/app")
      ? { id, properties: { principalId: "p-1" } }
      : { id, properties: { documentEndpoint: "https://x" } };
  const after = evaluated(smallTemplate(), { state });
  assert.deepEqual(after.faults, []);
  assert.equal(principal(after), "p-1");
  assert.equal(after.outputs["endpoint"]?.value, "https://x");
});

test("each resource comes after what it depends on, wherever it stands", () => {
  const template = smallTemplate();
  template.resources.reverse();
  const { faults, resources } = evaluated(template);
  assert.deepEqual(faults, []);
  const at = new Map(resources.map(({ id }, index) => [id, index]));
  for (const { id, dependsOn } of resources) {
    for (const before of dependsOn) assert.ok(at.get(before)! < at.get(id)!, `${id} before ${before}`);
  }
});

test("a nested template has parameters of its own, and its outputs can be referred to", () => {
  const template = smallTemplate();
  template.resources.push({
    type: "Microsoft.Resources/deployments",
    apiVersion: "2022-09-01",
    name: "plan",
    dependsOn: ["app"],
    properties: {
      mode: "Incremental",
      expressionEvaluationOptions: { scope: "inner" },
      parameters: { name: { value: "[concat('plan-', parameters('environment'))]" } },
      template: {
        parameters: { name: { type: "string" } },
        resources: [{ type: "Microsoft.Web/serverfarms", apiVersion: "2024-04-01", name: "[parameters('name')]" }],
        outputs: { planName: { type: "string", value: "[parameters('name')]" } },
      },
    },
  });
  template.outputs["plan"] = { type: "string", value: "[reference('plan').outputs.planName.value]" };
  const { faults, resources, outputs } = evaluated(template);
  assert.deepEqual(faults, []);
  const plan = resources.find(({ type }) => type === "Microsoft.Web/serverfarms");
  assert.equal(plan?.name, "plan-dev");
  assert.match(plan?.dependsOn.join() ?? "", /userAssignedIdentities\/app$/);
  assert.equal(outputs["plan"]?.value, "plan-dev");
});

test("children within a parent have its type and name; loops turn in properties and variables, too", () => {
  const { faults, resources } = evaluated(
    {
      variables: { copy: [{ name: "paths", count: 2, input: "[format('/p{0}', copyIndex('paths', 1))]" }] },
      resources: [
        {
          type: "Microsoft.EventGrid/topics",
          apiVersion: "2022-06-15",
          name: "events",
          properties: {
            copy: [{ name: "rules", count: 2, input: { at: "[copyIndex('rules')]" } }],
            paths: "[variables('paths')]",
          },
          resources: [
            { type: "eventSubscriptions", apiVersion: "2022-06-15", name: "one", dependsOn: ["events"] },
            {
              type: "eventSubscriptions",
              apiVersion: "2022-06-15",
              name: "two",
              dependsOn: ["[resourceId('Microsoft.EventGrid/topics', 'events')]"],
            },
          ],
        },
      ],
    },
    { parameters: {} },
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    resources.map(({ type, name }) => `${type} ${name}`),
    [
      "Microsoft.EventGrid/topics events",
      "Microsoft.EventGrid/topics/eventSubscriptions events/one",
      "Microsoft.EventGrid/topics/eventSubscriptions events/two",
    ],
  );
  assert.deepEqual(resources[0]?.body["properties"], { rules: [{ at: 0 }, { at: 1 }], paths: ["/p1", "/p2"] });
});

for (const contract of Object.keys(contracts)) {
  test(`the alert rules of ${contract} have no faults, and go where their parameters say`, async () => {
    const template = JSON.parse((await azureFilesOf(contracts[contract]!)).get("azure/alerts.json") ?? "");
    const given = { component: "/x", cosmosAccount: "/a", eventGridTopic: "/t", actionGroups: ["/g"] };
    const { faults, resources } = evaluated(template, { parameters: given, target: nowhere });
    assert.deepEqual(faults, []);
    assert.equal(resources.length, template.resources.length);
    assert.deepEqual(resources[0]?.body["location"], "westeurope");
  });
}
