import assert from "node:assert/strict";
import { test } from "node:test";
import { type ManagementError, roleFor } from "../../../../codegen/infra/management/management-error.ts";
import { templatesOf } from "../../../../codegen/infra/plan/templates.ts";
import { credits, creditsWith, fewerAttempts, fewerEvents, oneMoreReadModel } from "../support/changed.ts";
import { check, deploy, filesOf, group, linesOf, put, standIn } from "../support/deployed.ts";

const files = await filesOf(credits);
const templatesWith = async (...changes: Parameters<typeof creditsWith>[0]) =>
  templatesOf(await filesOf(creditsWith(changes)));

test("what was deployed from the contract is in step with it", async (context) => {
  const service = await standIn(context);
  const templates = await deploy(service, files);
  const result = await check(service, templates);
  assert.deepEqual(result, {
    state: "compared",
    differences: [],
    resources: service.store.all().filter(isOfTemplate).length,
  });
});

/** Neither what Azure makes by itself, nor the code, nor deployments. */
function isOfTemplate({
  type,
  body,
}: {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}): boolean {
  const builtIn = (body["properties"] as { type?: string } | undefined)?.type === "BuiltInRole";
  return !builtIn && !/^Microsoft\.(Web\/sites\/functions|Resources\/deployments)$/.test(type);
}

test("each change of the contract is listed against what was deployed before it, and nothing else is", async (context) => {
  const service = await standIn(context);
  await deploy(service, files);
  const workbook = /^changed workbooks [\w-]+ \/properties\/serializedData$/;
  const model = await linesOf(service, await templatesWith(oneMoreReadModel));
  // The workbook has a section for each read model.
  assert.deepEqual(
    model.filter((line) => !workbook.test(line)),
    ["missing containers tills"],
  );
  const events = await linesOf(service, await templatesWith(fewerEvents));
  assert.deepEqual(
    events.filter((line) => !workbook.test(line)),
    ["changed eventSubscriptions settle-payment /properties/filter/includedEventTypes/0"],
  );
  const attempts = await linesOf(service, await templatesWith(fewerAttempts));
  assert.deepEqual(
    attempts,
    ["credit-merchant", "settle-payment", "transfer"].flatMap((name) => [
      `changed eventSubscriptions ${name} /properties/retryPolicy/maxDeliveryAttempts`,
      `changed eventSubscriptions ${name} /properties/retryPolicy/eventTimeToLiveInMinutes`,
    ]),
  );
});

test("what the contract no longer has is extra; it goes away when it is removed", async (context) => {
  const service = await standIn(context);
  await deploy(service, await filesOf(creditsWith([oneMoreReadModel])));
  const result = await check(service, templatesOf(files));
  assert.ok(result.state === "compared");
  const [extra] = result.differences.filter(({ kind }) => kind === "extra");
  assert.match(extra?.id ?? "", /\/containers\/tills$/);
  assert.match(extra?.fix ?? "", /az resource delete --ids '.*tills', with all that is in it/);
  service.store.delete(extra?.id ?? "");
  assert.deepEqual(
    (await linesOf(service, templatesOf(files))).filter((line) => line.startsWith("extra")),
    [],
  );
});

test("a change by hand of any kind of resource is one line with its place, both values and a fix", async (context) => {
  const service = await standIn(context);
  const templates = await deploy(service, files);
  // biome-ignore lint/suspicious/noExplicitAny: a resource of any shape is changed.
  const cases: readonly [type: RegExp, change: (body: any) => void, line: RegExp][] = [
    [
      /containers\/commands$/,
      (body) => (body.properties.resource.defaultTtl = 60),
      /containers commands \/properties\/resource\/defaultTtl$/,
    ],
    [
      /containers\/events$/,
      (body) => (body.properties.resource.uniqueKeyPolicy.uniqueKeys = []),
      /containers events \/properties\/resource\/uniqueKeyPolicy\/uniqueKeys\/0$/,
    ],
    [
      /containers\/events$/,
      (body) => (body.properties.resource.partitionKey.paths = ["/id"]),
      /containers events \/properties\/resource\/partitionKey\/paths\/0$/,
    ],
    [
      /databaseAccounts\/[^/]+$/,
      (body) => (body.properties.disableLocalAuth = false),
      /databaseAccounts .* \/properties\/disableLocalAuth$/,
    ],
    [
      /databaseAccounts\/[^/]+$/,
      (body) => body.properties.ipRules.push({ ipAddressOrRange: "1.2.3.4" }),
      /databaseAccounts .* \/properties\/ipRules\/0$/,
    ],
    [
      /eventSubscriptions\/transfer$/,
      (body) => (body.properties.filter.subjectBeginsWith = "a"),
      /transfer \/properties\/filter\/subjectBeginsWith$/,
    ],
    [
      /storageAccounts\/[^/]+$/,
      (body) => (body.properties.allowSharedKeyAccess = true),
      /storageAccounts .* \/properties\/allowSharedKeyAccess$/,
    ],
    [
      /sites\/[^/]+$/,
      (body) => body.properties.siteConfig.cors.allowedOrigins.push("*"),
      /sites .* \/properties\/siteConfig\/cors\/allowedOrigins\/1$/,
    ],
    [
      /sites\/[^/]+$/,
      (body) => body.properties.siteConfig.appSettings.push({ name: "Cosmos", value: "AccountKey=x" }),
      /sites .* \/properties\/siteConfig\/appSettings\/\d+$/,
    ],
    [/sites\/[^/]+$/, (body) => (body.properties.state = "Stopped"), /sites .* \/properties\/state$/],
    [
      /credits-letters$/,
      (body) => (body.properties.enabled = false),
      /scheduledQueryRules credits-letters \/properties\/enabled$/,
    ],
    [/serverfarms\/[^/]+$/, (body) => (body.sku.name = "B1"), /serverfarms .* \/sku\/name$/],
  ];
  for (const [type, change, line] of cases) {
    const stored = service.store.all().find(({ id }) => type.test(id))!;
    const body = structuredClone(stored.body);
    change(body);
    service.store.put({ ...stored, body });
    const result = await check(service, templates);
    service.store.put(stored);
    assert.ok(result.state === "compared");
    assert.equal(result.differences.length, 1, JSON.stringify(result.differences));
    const [found] = result.differences;
    assert.match(`${found?.type.split("/").at(-1)} ${found?.name.split("/").at(-1)} ${found?.pointer}`, line);
    assert.match(found?.fix ?? "", /az deployment group create|Azure does not change it in place/);
  }
});

test("a missing and an extra resource of each kind is one line", async (context) => {
  const service = await standIn(context);
  const templates = await deploy(service, files);
  for (const end of [
    "containers/accounts",
    "eventSubscriptions/transfer",
    "workbooks/",
    "basicPublishingCredentialsPolicies/scm",
  ]) {
    const stored = service.store.all().find(({ id }) => id.includes(end))!;
    service.store.delete(stored.id);
    const lines = await linesOf(service, templates);
    service.store.put(stored);
    assert.deepEqual(
      lines.map((line) => line.split(" ")[0]),
      ["missing"],
      end,
    );
  }
  const at = (type: string) => service.store.all().find((each) => each.type === type)!;
  const account = at("Microsoft.DocumentDB/databaseAccounts").id;
  const storage = at("Microsoft.Storage/storageAccounts").id;
  const guid = "99999999-2222-3333-4444-555555555555";
  const role = {
    properties: { principalId: guid, roleDefinitionId: "/x/providers/Microsoft.Authorization/roleDefinitions/y" },
  };
  const data = {
    properties: {
      principalId: guid,
      scope: account,
      roleDefinitionId: `${account}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`,
    },
  };
  const extras: readonly [id: string, body: object][] = [
    [`${storage}/providers/Microsoft.Authorization/roleAssignments/${guid}`, role],
    [`${account}/sqlRoleAssignments/${guid}`, data],
    [`${account}/sqlDatabases/other`, { properties: { resource: { id: "other" } } }],
    [`${group}/providers/Microsoft.Web/serverfarms/other`, { location: "westeurope", sku: { name: "B1" } }],
  ];
  for (const [id, body] of extras) {
    await put(service, id, body);
    const lines = await linesOf(service, templates);
    service.store.delete(id);
    assert.deepEqual(
      lines.map((line) => line.split(" ")[0]),
      ["extra"],
      id,
    );
  }
});

test("subscriptions of other people to the topic are theirs, those that reach the app are not", async (context) => {
  const service = await standIn(context);
  const templates = await deploy(service, files);
  const topic = service.store.all().find(({ type }) => type === "Microsoft.EventGrid/topics")!;
  const site = service.store.all().find(({ type }) => type === "Microsoft.Web/sites")!;
  const to = (endpointType: string, properties: object) => ({
    properties: { destination: { endpointType, properties } },
  });
  await put(service, `${topic.id}/eventSubscriptions/theirs`, to("WebHook", { endpointUrl: "https://x.example/hook" }));
  assert.deepEqual(await linesOf(service, templates), []);
  const resourceId = `${site.id}/functions/processTransfer`;
  await put(service, `${topic.id}/eventSubscriptions/left-over`, to("AzureFunction", { resourceId }));
  assert.deepEqual(await linesOf(service, templates), ["extra eventSubscriptions left-over"]);
});

test("who may not look is told which role is missing; what is not there is told apart from drift", async (context) => {
  const service = await standIn(context);
  const templates = templatesOf(files);
  assert.deepEqual((await check(service, templates)).state, "not-deployed");
  await assert.rejects(check(service, templates, "none"), (error: ManagementError) => {
    assert.deepEqual([error.status, error.code], [403, "AuthorizationFailed"]);
    assert.equal(error.action, "Microsoft.Resources/subscriptions/resourceGroups/read");
    return roleFor(error.action) === "Reader";
  });
  await deploy(service, files);
  // A reader sees all but the settings of the app.
  await assert.rejects(check(service, templates, "look"), (error: ManagementError) => {
    assert.equal(error.action, "Microsoft.Web/sites/config/list/action");
    return roleFor(error.action) === "Website Contributor" && /\/sites\//.test(error.scope ?? "");
  });
});
