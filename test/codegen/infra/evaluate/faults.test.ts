import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluated, smallTemplate } from "../support/template.ts";

type Template = ReturnType<typeof smallTemplate>;
const site = (name: unknown, more: object = {}) => ({
  type: "Microsoft.Web/sites",
  apiVersion: "2024-04-01",
  name,
  ...more,
});

/** A change, and the fault that it has to lead to: code, pointer. */
const changes: Readonly<Record<string, readonly [(template: Template) => unknown, string, string]>> = {
  "a function that there is not": [
    ({ resources }) => resources.push(site("[nam('x')]")),
    "unknown-function",
    "/resources/6/name",
  ],
  "a parameter that there is not": [
    ({ resources }) => resources.push(site("app", { location: "[parameters('place')]" })),
    "unknown-parameter",
    "/resources/6/location",
  ],
  "a variable that depends on itself": [
    ({ variables, outputs }) => {
      variables["a"] = "[variables('b')]";
      variables["b"] = "[variables('a')]";
      outputs["x"] = { type: "string", value: "[variables('a')]" };
    },
    "variable-cycle",
    "/variables/b",
  ],
  "a dependency on what is not in the template": [
    ({ resources }) =>
      resources.push(site("app", { dependsOn: ["[resourceId('Microsoft.Web/serverfarms', 'plan')]"] })),
    "dangling-dependency",
    "/resources/6/dependsOn/0",
  ],
  "an id that leads to nothing": [
    ({ resources }) =>
      resources.push(site("app", { properties: { plan: "[resourceId('Microsoft.Web/serverfarms', 'plan')]" } })),
    "dangling-resource-id",
    "/resources/6/properties/plan",
  ],
  "a reference to a resource that is not deployed": [
    ({ outputs }) => {
      outputs["x"] = { type: "string", value: "[reference('people').id]" };
    },
    "dangling-resource-id",
    "/outputs/x/value",
  ],
  "a circle of dependencies": [
    ({ resources }) => resources.push(site("aa", { dependsOn: ["bb"] }), site("bb", { dependsOn: ["aa"] })),
    "dependency-cycle",
    "/resources/6",
  ],
  "a resource that is deployed twice, in other letters": [
    ({ resources }) => resources.push(site("app"), site("APP")),
    "duplicate-resource",
    "/resources/7",
  ],
  "a child that does not wait for its parent": [
    ({ resources }) => delete resources[1].dependsOn,
    "missing-dependency",
    "/resources/1",
  ],
  "a reference by id and version that is not waited for": [
    ({ resources }) => resources[4].dependsOn.pop(),
    "missing-dependency",
    "/resources/4/properties/principalId",
  ],
  "a child without its parent": [
    ({ resources }) => resources.push({ ...resources[1], name: "other/shop", dependsOn: [] }),
    "dangling-resource-id",
    "/resources/6/name",
  ],
  "a name with too few parts": [
    ({ resources }) => resources.push({ ...resources[1], name: "shop" }),
    "resource-name",
    "/resources/6/name",
  ],
  "a name that the type does not allow": [
    ({ resources }) =>
      resources.push({ type: "Microsoft.Storage/storageAccounts", apiVersion: "2023-05-01", name: "my-store" }),
    "resource-name",
    "/resources/6/name",
  ],
  "a name that is known too late": [
    ({ resources }) => resources.push(site("[reference('app').principalId]")),
    "known-too-late",
    "/resources/6/name",
  ],
  "a type that is an expression": [
    ({ resources }) => resources.push({ ...site("app"), type: "[concat('Microsoft.Web/', 'sites')]" }),
    "resource-shape",
    "/resources/6/type",
  ],
  "a resource without a version": [
    ({ resources }) => resources.push({ type: "Microsoft.Web/sites", name: "app" }),
    "resource-shape",
    "/resources/6/apiVersion",
  ],
  "a condition that is no condition": [
    ({ resources }) => resources.push(site("app", { condition: "yes" })),
    "resource-shape",
    "/resources/6/condition",
  ],
  "a loop without a count": [
    ({ resources }) => resources.push(site("app", { copy: { name: "apps" } })),
    "template-shape",
    "/resources/6/copy",
  ],
  "resources by symbolic names": [
    (template) => Object.assign(template, { resources: { app: site("app") } }),
    "template-shape",
    "/resources",
  ],
  "a template from elsewhere": [
    ({ resources }) =>
      resources.push({
        type: "Microsoft.Resources/deployments",
        apiVersion: "2022-09-01",
        name: "in",
        properties: { templateLink: {} },
      }),
    "template-shape",
    "/resources/6/properties/template",
  ],
};

for (const [title, [change, code, pointer]] of Object.entries(changes)) {
  test(`${title} is a fault with its place`, () => {
    const template = smallTemplate();
    change(template);
    const { faults } = evaluated(template);
    assert.deepEqual(
      faults.map((fault) => [fault.code, fault.pointer]).slice(0, 1),
      [[code, pointer]],
      JSON.stringify(faults),
    );
    for (const { message, fix } of faults) assert.ok(message.endsWith(".") && fix.endsWith("."), `${message} ${fix}`);
  });
}

test("values of parameters are held to their definitions", () => {
  const codes = (parameters: Record<string, unknown>) =>
    evaluated(smallTemplate(), { parameters }).faults.map(({ code, pointer }) => `${code} ${pointer}`);
  assert.deepEqual(codes({}), ["parameter-missing /parameters/environment"]);
  assert.deepEqual(codes({ environment: "test" }), ["parameter-value /parameters/environment"]);
  assert.deepEqual(codes({ environment: 5 }), ["parameter-value /parameters/environment"]);
  assert.deepEqual(codes({ environment: "dev", place: "x" }), ["unknown-parameter /parameters/place"]);
  assert.deepEqual(codes({ environment: "dev", containers: "x" })[0], "parameter-value /parameters/containers");
});

test("what Azure makes along with a resource, and what is known to be there, can be named", () => {
  const template = smallTemplate();
  const id =
    "[resourceId('Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions', variables('account'), '00000000-0000-0000-0000-000000000002')]";
  template.resources[4].properties.roleDefinitionId = id;
  assert.deepEqual(evaluated(template).faults, []);
  template.resources[4].properties.plan = "[resourceId('Microsoft.Web/serverfarms', 'plan')]";
  assert.equal(evaluated(template).faults.length, 1);
  assert.deepEqual(evaluated(template, { exists: (each) => each.endsWith("/plan") }).faults, []);
});
