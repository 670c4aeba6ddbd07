import assert from "node:assert/strict";
import { test } from "node:test";
import { smallTemplate } from "../../codegen/infra/support/template.ts";
import { fakeClock } from "./support/clock.ts";
import { group, makeAccount, managerFor } from "./support/manager.ts";

const at = `${group}/providers/Microsoft.Resources/deployments/first`;
const deployment = (template: object, parameters: object = { environment: { value: "dev" } }) => ({
  properties: { mode: "Incremental", template, parameters },
});

/** The small template with what the service asks of an account. */
function template() {
  const made = smallTemplate();
  Object.assign(made.resources[0].properties, {
    databaseAccountOfferType: "Standard",
    locations: [{ locationName: "[resourceGroup().location]", failoverPriority: 0 }],
  });
  const account = "resourceId('Microsoft.DocumentDB/databaseAccounts', variables('account'))";
  Object.assign(made.resources[4].properties, {
    roleDefinitionId:
      "[resourceId('Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions', variables('account'), '00000000-0000-0000-0000-000000000002')]",
    scope: `[${account}]`,
  });
  made.resources[2].properties.resource.partitionKey = { paths: ["/id"], kind: "Hash", version: 2 };
  return made;
}

test("a deployment makes its resources one after the other, with what the earlier ones tell", async (context) => {
  const { ask } = await managerFor(context);
  const begun = await ask("PUT", at, deployment(template()));
  assert.deepEqual([begun.status, begun.body.properties.provisioningState], [201, "Accepted"]);
  const { properties } = (await ask("GET", at)).body;
  assert.equal(properties.provisioningState, "Succeeded", JSON.stringify(properties.error));
  assert.equal(properties.outputs.endpoint.value, "https://shop-dev.documents.azure.com:443/");
  assert.equal(properties.outputResources.length, 6);
  const account = `${group}/providers/Microsoft.DocumentDB/databaseAccounts/shop-dev`;
  const identity = (await ask("GET", `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app`)).body;
  const [role] = (await ask("GET", `${account}/sqlRoleAssignments`)).body.value;
  assert.equal(role.properties.principalId, identity.properties.principalId);
  assert.equal((await ask("PUT", at, deployment(template()))).status, 200);
});

test("a template with faults is refused with all of them, and nothing is made; validate says the same", async (context) => {
  const { ask } = await managerFor(context);
  const wrong = template();
  wrong.resources[3].location = "[parameters('place')]";
  wrong.resources[1].dependsOn = ["other"];
  for (const [method, path] of [
    ["PUT", at],
    ["POST", `${at}/validate`],
  ] as const) {
    const { status, body } = await ask(method, path, deployment(wrong));
    assert.deepEqual([status, body.error.code], [400, "InvalidTemplate"]);
    const targets = body.error.details.map(({ code, target }: { code: string; target: string }) => `${code} ${target}`);
    assert.deepEqual(targets.slice(0, 2), [
      "dangling-dependency /resources/1/dependsOn/0",
      "unknown-parameter /resources/3/location",
    ]);
  }
  assert.equal((await ask("GET", at)).body.error.code, "DeploymentNotFound");
  assert.deepEqual((await ask("GET", `${group}/resources`)).body.value, []);
  assert.equal((await ask("POST", `${at}/validate`, deployment(template()))).status, 200);
  assert.equal((await ask("GET", at)).status, 404);
  const missing = await ask("PUT", at, deployment(template(), {}));
  assert.equal(missing.body.error.details[0].code, "parameter-missing");
});

test("a resource that is refused fails the deployment; what was made before stays", async (context) => {
  const { ask } = await managerFor(context);
  const wrong = template();
  delete wrong.resources[2].properties.resource.partitionKey;
  await ask("PUT", at, deployment(wrong));
  const { properties } = (await ask("GET", at)).body;
  assert.equal(properties.provisioningState, "Failed");
  assert.equal(properties.error.code, "DeploymentFailed");
  assert.match(properties.error.details[0].message, /partitionKey\.paths/);
  assert.match(properties.error.details[0].target, /containers\/commands$/);
  assert.equal((await ask("GET", `${group}/resources`)).body.value.length, 1);
});

test("another mode, linked templates and deployments without an evaluator are refused by name", async (context) => {
  const { ask } = await managerFor(context);
  const complete = { properties: { ...deployment(template()).properties, mode: "Complete" } };
  assert.match((await ask("PUT", at, complete)).body.error.message, /another mode than Incremental/);
  const linked = { properties: { mode: "Incremental", templateLink: { uri: "https://x.example" } } };
  assert.match((await ask("PUT", at, linked)).body.error.message, /without properties\.template/);
  assert.match((await ask("POST", `${at}/whatIf`, complete)).body.error.message, /whatif/);
});

test("a slow resource is being made for as long as it takes, and its operation says so", async (context) => {
  const clock = fakeClock();
  const { ask, service } = await managerFor(context, { clock, provisioning: 60_000 });
  const account = await makeAccount(ask);
  const again = await ask("PUT", `${account}/sqlDatabases/shop`, { properties: { resource: { id: "shop" } } });
  const operation = again.headers.get("azure-asyncoperation")!.slice(service.url.length);
  const state = async () => (await ask("GET", account)).body.properties.provisioningState;
  assert.deepEqual([await state(), (await ask("GET", operation)).body.status], ["Creating", "InProgress"]);
  clock.move(60_000);
  assert.deepEqual([await state(), (await ask("GET", operation)).body.status], ["Succeeded", "Succeeded"]);
});
