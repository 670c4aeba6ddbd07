import assert from "node:assert/strict";
import { test } from "node:test";
import { group, makeAccount, managerFor } from "./support/manager.ts";

const container = (more: object = {}) => ({
  properties: { resource: { id: "events", partitionKey: { paths: ["/streamid"] }, ...more } },
});

test("a container gets what Azure fills in, and keeps what it was told", async (context) => {
  const { ask } = await managerFor(context);
  const at = `${await makeAccount(ask)}/sqlDatabases/shop/containers/events`;
  const made = await ask("PUT", at, container({ defaultTtl: -1 }));
  assert.equal(made.status, 201);
  assert.equal(made.body.properties.provisioningState, "Creating");
  const { status, body } = await ask("GET", at);
  assert.equal(status, 200);
  assert.deepEqual(
    [body.id, body.name, body.type],
    [at, "events", "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers"],
  );
  const { resource } = body.properties;
  assert.deepEqual(resource.partitionKey, { kind: "Hash", version: 1, paths: ["/streamid"] });
  assert.deepEqual(resource.uniqueKeyPolicy, { uniqueKeys: [] });
  assert.deepEqual(resource.indexingPolicy.excludedPaths, [{ path: '/"_etag"/?' }]);
  assert.equal(resource.conflictResolutionPolicy.conflictResolutionPath, "/_ts");
  assert.equal(resource.defaultTtl, -1);
  assert.ok(resource._rid && resource._etag && resource._ts > 0);
});

test("the keys of a container cannot be changed, and its parent has to be there", async (context) => {
  const { ask } = await managerFor(context);
  const account = await makeAccount(ask);
  const at = `${account}/sqlDatabases/shop/containers/events`;
  await ask("PUT", at, container());
  assert.equal((await ask("PUT", at, container({ defaultTtl: 60 }))).status, 200);
  const keys = await ask("PUT", at, container({ partitionKey: { paths: ["/id"] } }));
  assert.deepEqual([keys.status, keys.body.error.code], [400, "BadRequest"]);
  assert.match(keys.body.error.message, /partition key of a container cannot be changed/);
  const unique = await ask("PUT", at, container({ uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/a"] }] } }));
  assert.match(unique.body.error.message, /unique keys/);
  const orphan = await ask("PUT", `${account}/sqlDatabases/none/containers/events`, container());
  assert.deepEqual([orphan.status, orphan.body.error.code], [404, "ParentResourceNotFound"]);
});

test("ids are the same in any case, and what was written first is answered", async (context) => {
  const { ask } = await managerFor(context);
  const account = await makeAccount(ask);
  const { status, body } = await ask("GET", account.toLowerCase());
  assert.deepEqual([status, body.id], [200, account]);
  assert.deepEqual(body.properties.locations[0].locationName, "West Europe");
  assert.equal(body.location, "westeurope");
  assert.equal((await ask("GET", `${group.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions")}`)).status, 200);
});

test("lists hold what is directly within; a delete takes everything within along", async (context) => {
  const { ask } = await managerFor(context);
  const account = await makeAccount(ask);
  await ask("PUT", `${account}/sqlDatabases/shop/containers/events`, container());
  const names = async (path: string) => (await ask("GET", path)).body.value.map((each: { name: string }) => each.name);
  assert.deepEqual(await names(`${account}/sqlDatabases`), ["shop"]);
  assert.deepEqual(await names(`${account}/sqlDatabases/shop/containers`), ["events"]);
  assert.deepEqual(await names(`${group}/resources`), ["shop"]);
  assert.deepEqual(await names(`${group}/providers/Microsoft.DocumentDB/databaseAccounts`), ["shop"]);
  assert.equal((await ask("DELETE", account)).status, 200);
  assert.equal((await ask("DELETE", account)).status, 204);
  assert.deepEqual(await names(`${group}/resources`), []);
  assert.equal((await ask("GET", `${account}/sqlDatabases/shop/containers/events`)).status, 404);
});

test("the settings of an app are told apart from it: by config/web, and with their values by an action only", async (context) => {
  const { ask } = await managerFor(context);
  const plan = `${group}/providers/Microsoft.Web/serverfarms/plan`;
  const app = `${group}/providers/Microsoft.Web/sites/app`;
  await ask("PUT", plan, { location: "westeurope", sku: { name: "FC1" } });
  const siteConfig = { cors: { allowedOrigins: ["https://x.example"] }, appSettings: [{ name: "A", value: "1" }] };
  const site = { location: "westeurope", properties: { serverFarmId: plan, siteConfig } };
  assert.equal(
    (await ask("PUT", app, { ...site, properties: { ...site.properties, serverFarmId: `${plan}x` } })).status,
    400,
  );
  assert.equal((await ask("PUT", app, site)).status, 201);
  const shown = (await ask("GET", app)).body.properties.siteConfig;
  assert.deepEqual([shown.cors, shown.appSettings], [null, null]);
  const web = (await ask("GET", `${app}/config/web`)).body.properties;
  assert.deepEqual(web.cors, { supportCredentials: false, allowedOrigins: ["https://x.example"] });
  assert.deepEqual((await ask("POST", `${app}/config/appsettings/list`)).body.properties, { A: "1" });
  const refused = await ask("POST", `${app}/config/appsettings/list`, undefined, "look");
  assert.deepEqual([refused.status, refused.body.error.code], [403, "AuthorizationFailed"]);
  assert.match(refused.body.error.message, /Microsoft\.Web\/sites\/config\/list\/action/);
});

test("an event subscription of a function waits for the function, and webhooks do not tell their keys", async (context) => {
  const { ask } = await managerFor(context);
  const topic = `${group}/providers/Microsoft.EventGrid/topics/shop-events`;
  await ask("PUT", topic, { location: "westeurope", properties: { inputSchema: "CloudEventSchemaV1_0" } });
  const to = (endpointType: string, properties: object) => ({
    properties: { destination: { endpointType, properties } },
  });
  const resourceId = `${group}/providers/Microsoft.Web/sites/app/functions/react`;
  const early = await ask("PUT", `${topic}/eventSubscriptions/react`, to("AzureFunction", { resourceId }));
  assert.match(early.body.error.message, /Deploy the app's code first/);
  const hook = await ask(
    "PUT",
    `${topic}/eventSubscriptions/hook`,
    to("WebHook", { endpointUrl: "https://x.example/in?code=secret" }),
  );
  assert.equal(hook.status, 201);
  const { properties } = (await ask("GET", `${topic}/eventSubscriptions/hook`)).body;
  assert.equal(properties.destination.properties.endpointBaseUrl, "https://x.example/in");
  assert.ok(!JSON.stringify(properties).includes("secret"));
  assert.deepEqual(properties.retryPolicy, { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 });
  const changed = await ask("PUT", topic, { location: "westeurope", properties: { inputSchema: "EventGridSchema" } });
  assert.match(changed.body.error.message, /input schema of a topic cannot be changed/);
});

test("what is not right is answered as Resource Manager answers it", async (context) => {
  const { ask, service } = await managerFor(context);
  const cases: readonly [method: string, path: string, status: number, code: string, token?: string, body?: object][] =
    [
      ["GET", group, 401, "AuthenticationFailed", ""],
      ["GET", group, 401, "InvalidAuthenticationToken", "wrong"],
      ["GET", group, 403, "AuthorizationFailed", "none"],
      ["PUT", `${group}/providers/Microsoft.Web/serverfarms/p`, 403, "AuthorizationFailed", "look", {}],
      ["PUT", `${group}/providers/Microsoft.Authorization/roleAssignments/r`, 403, "AuthorizationFailed", "work", {}],
      ["GET", `${group}?x=1`, 400, "MissingApiVersionParameter"],
      ["GET", `${group}?api-version=new`, 400, "InvalidApiVersionParameter"],
      ["GET", `${group}x`, 404, "ResourceGroupNotFound"],
      ["GET", `${group}x/providers/Microsoft.Web/sites/a`, 404, "ResourceGroupNotFound"],
      ["GET", `${group}/providers/Microsoft.Web/sites/a`, 404, "ResourceNotFound"],
      ["GET", `${group}/providers/Microsoft.Compute/disks/a`, 400, "NotSupported"],
      ["PATCH", `${group}/providers/Microsoft.Web/sites/a`, 400, "NotSupported", "own", {}],
      ["PUT", `${group}/providers/Microsoft.Web/serverfarms/p`, 400, "LocationRequired", "own", {}],
      ["POST", `${group}/providers/Microsoft.Storage/storageAccounts/s/listKeys`, 400, "NotSupported"],
      ["GET", "/nowhere", 404, "ResourceNotFound"],
    ];
  for (const [method, path, status, code, token, body] of cases) {
    const answer = await ask(method, path, body, token);
    assert.deepEqual([answer.status, answer.body.error.code], [status, code], `${method} ${path}`);
  }
  const broken = await fetch(`${service.url}${group}?api-version=2024-11-15`, {
    method: "PUT",
    headers: { authorization: "Bearer own" },
    body: "{",
  });
  assert.deepEqual(
    [broken.status, ((await broken.json()) as { error: { code: string } }).error.code],
    [400, "InvalidRequestContent"],
  );
});
