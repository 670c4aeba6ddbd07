import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { key, loaded, receiverFor, startGrid, until } from "./support/grid.ts";

const scope =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.EventGrid/topics";
const version = "?api-version=2022-06-15";

describe("topics", () => {
  test("are made, shown, listed and removed as Azure Resource Manager does", async (t) => {
    const grid = await startGrid(t);
    const body = { location: "westeurope", tags: { team: "a" }, properties: { inputSchema: "CloudEventSchemaV1_0" } };
    const made = await grid.call("PUT", `${scope}/orders${version}`, body);
    assert.equal(made.status, 201);
    assert.equal(made.body.id, `${scope}/orders`);
    assert.equal(made.body.properties.endpoint, grid.endpoint("orders"));
    assert.equal(made.body.properties.provisioningState, "Succeeded");
    assert.equal((await grid.call("PUT", `${scope}/orders${version}`, body)).status, 200);
    assert.deepEqual((await grid.call("GET", `${scope}/ORDERS${version}`)).body, made.body);
    assert.deepEqual((await grid.call("GET", scope + version)).body.value, [made.body]);
    assert.deepEqual((await grid.call("GET", "/topics")).body.value, [made.body]);
    const keys = await grid.call("POST", `${scope}/orders/listKeys${version}`);
    assert.deepEqual(keys.body, { key1: key, key2: key });
    assert.equal((await grid.call("DELETE", `${scope}/orders${version}`)).status, 200);
    assert.equal((await grid.call("DELETE", `${scope}/orders${version}`)).status, 204);
    assert.equal((await grid.call("GET", `${scope}/orders${version}`)).status, 404);
  });

  test("keep their schema, and their name is taken once", async (t) => {
    const grid = await startGrid(t);
    assert.equal((await grid.call("PUT", "/topics/orders")).body.properties.inputSchema, "EventGridSchema");
    const changed = await grid.topic("orders");
    assert.equal(changed.status, 409);
    assert.match(changed.body.error.message, /cannot be changed/);
    assert.equal((await grid.call("PUT", `${scope}/orders${version}`, {})).status, 409);
    assert.equal((await grid.call("GET", `${scope}/orders${version}`)).status, 404);
  });

  test("with something unsupported are refused by name", async (t) => {
    const grid = await startGrid(t);
    const refused: [body: unknown, saying: RegExp][] = [
      [{ properties: { inputSchema: "CustomEventSchema" } }, /CustomEventSchema/],
      [{ properties: { inputSchemaMapping: {} } }, /inputSchemaMapping/],
      [{ properties: { disableLocalAuth: true } }, /disableLocalAuth/],
      [{ properties: { publicNetworkAccess: "Disabled" } }, /publicNetworkAccess/],
      [{ properties: [] }, /properties must be an object/],
      [{ identity: {} }, /identity/],
      [{ tags: { a: 1 } }, /tags/],
      [[], /JSON object/],
    ];
    for (const [body, saying] of refused) {
      const { status, body: answer } = await grid.call("PUT", "/topics/orders", body);
      assert.equal(status, 400);
      assert.match(answer.error.message, saying);
    }
    assert.match((await grid.call("PUT", "/topics/a")).body.error.message, /3 to 50/);
    assert.equal((await grid.call("PATCH", "/topics/orders", {})).status, 405);
  });
});

describe("who may", () => {
  test("changing needs the key, and so does every long path; a bearer token is refused by name", async (t) => {
    const grid = await startGrid(t);
    const none = { "aeg-sas-key": "" };
    for (const [method, path] of [
      ["PUT", "/topics/orders"],
      ["DELETE", "/topics/orders"],
      ["GET", scope + version],
    ] as const) {
      assert.equal((await grid.call(method, path, undefined, none)).status, 401, path);
    }
    const bearer = await grid.call("PUT", "/topics/orders", {}, { authorization: "Bearer x" });
    assert.equal(bearer.status, 401);
    assert.match(bearer.body.error.message, /Bearer.*not supported/);
    assert.equal((await grid.call("GET", "/topics", undefined, none)).status, 200);
    assert.equal((await grid.call("GET", "/health", undefined, none)).body.status, "ready");
  });

  test("a long path needs an api-version", async (t) => {
    const grid = await startGrid(t);
    assert.equal((await grid.call("GET", scope)).status, 400);
    assert.equal((await grid.call("GET", `${scope}?api-version=latest`)).status, 400);
  });
});

describe("event subscriptions", () => {
  test("are shown without their secrets, and both of Azure's paths reach them", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.call("PUT", `${scope}/orders${version}`, { properties: { inputSchema: "CloudEventSchemaV1_0" } });
    const properties = {
      destination: {
        endpointType: "WebHook",
        properties: {
          endpointUrl: hook.url,
          deliveryAttributeMappings: [
            { name: "x-token", type: "Static", properties: { value: "hush", isSecret: true } },
          ],
        },
      },
      filter: { includedEventTypes: ["a"], isSubjectCaseSensitive: true },
      labels: ["mine"],
      retryPolicy: { maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 10 },
    };
    const path = `${scope}/orders/eventSubscriptions/hook${version}`;
    const made = await grid.call("PUT", path, { properties });
    assert.equal(made.status, 201);
    assert.equal(made.body.id, `${scope}/orders/eventSubscriptions/hook`);
    assert.equal(made.body.properties.provisioningState, "Succeeded");
    assert.equal(made.body.properties.eventDeliverySchema, "CloudEventSchemaV1_0");
    assert.deepEqual(made.body.properties.retryPolicy, properties.retryPolicy);
    assert.doesNotMatch(JSON.stringify(made.body), /secret|hush/);
    assert.deepEqual((await grid.call("GET", path)).body, made.body);
    const scoped = `${scope}/orders/providers/Microsoft.EventGrid/eventSubscriptions`;
    assert.deepEqual((await grid.call("GET", `${scoped}/hook${version}`)).body, made.body);
    assert.deepEqual((await grid.call("GET", scoped + version)).body.value, [made.body]);
    assert.deepEqual((await grid.call("GET", "/topics/orders/eventSubscriptions")).body.value, [made.body]);
    const full = await grid.call("POST", `${scope}/orders/eventSubscriptions/hook/getFullUrl${version}`);
    assert.deepEqual(full.body, { endpointUrl: hook.url });
    assert.equal((await grid.call("PUT", path, { properties })).status, 200);
    assert.equal((await grid.call("DELETE", path)).status, 200);
    assert.equal((await grid.call("DELETE", path)).status, 204);
    assert.equal((await grid.call("GET", path)).status, 404);
  });

  test("with something unsupported or wrong are refused by name, before any handshake", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("orders");
    const webhook = { endpointType: "WebHook", properties: { endpointUrl: hook.url } };
    const refused: [properties: unknown, saying: RegExp][] = [
      [undefined, /properties is required/],
      [{}, /destination/],
      [{ destination: { endpointType: "AzureFunction", properties: { resourceId: "/x" } } }, /AzureFunction.*WebHook/],
      [{ destination: { endpointType: "EventHub", properties: {} } }, /EventHub/],
      [{ destination: { endpointType: "WebHook", properties: { endpointUrl: "ftp://x" } } }, /http or https/],
      [{ destination: { endpointType: "WebHook", properties: { endpointUrl: "http://u:p@x" } } }, /user name/],
      [
        { destination: { ...webhook, properties: { ...webhook.properties, azureActiveDirectoryTenantId: "x" } } },
        /azureActiveDirectoryTenantId/,
      ],
      [
        { destination: { ...webhook, properties: { ...webhook.properties, maxEventsPerBatch: 0 } } },
        /maxEventsPerBatch/,
      ],
      [{ destination: webhook, deliveryWithResourceIdentity: {} }, /deliveryWithResourceIdentity/],
      [{ destination: webhook, expirationTimeUtc: "2030-01-01" }, /expirationTimeUtc/],
      [{ destination: webhook, eventDeliverySchema: "CustomInputSchema" }, /CustomInputSchema/],
      [{ destination: webhook, eventDeliverySchema: "EventGridSchema" }, /cannot be delivered/],
      [{ destination: webhook, retryPolicy: { maxDeliveryAttempts: 31 } }, /1 to 30/],
      [{ destination: webhook, retryPolicy: { eventTimeToLiveInMinutes: 0 } }, /1 to 1440/],
      [
        { destination: webhook, deadLetterDestination: { endpointType: "StorageBlob", properties: {} } },
        /without a blob service/,
      ],
      [{ destination: webhook, labels: "x" }, /labels/],
      [{ destination: webhook, filter: { other: 1 } }, /other/],
    ];
    for (const [properties, saying] of refused) {
      const answer = await grid.call("PUT", "/topics/orders/eventSubscriptions/hook", { properties });
      assert.equal(answer.status, 400, String(saying));
      assert.match(answer.body.error.message, saying);
    }
    const mapping = (one: unknown) => ({ destination: { deliveryAttributeMappings: [one] } });
    for (const one of [
      { name: "host", type: "Static", properties: { value: "x" } },
      { name: "x\r\ny", type: "Static", properties: { value: "x" } },
      { name: "x", type: "Static", properties: { value: "a\nb" } },
      null,
    ]) {
      assert.equal((await grid.subscribe("orders", "hook", hook.url, mapping(one))).status, 400);
    }
    assert.equal(hook.handshakes.length, 0);
    assert.equal((await grid.subscribe("nowhere", "hook", hook.url)).status, 404);
  });

  test("in the Event Grid schema hear of their end", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("classic", "EventGridSchema");
    await grid.subscribe("classic", "hook", hook.url);
    await grid.call("DELETE", "/topics/classic/eventSubscriptions/hook");
    const [last] = await hook.received(1);
    assert.equal(last?.headers["aeg-event-type"], "SubscriptionDeletion");
    assert.equal(JSON.parse(last?.body ?? "")[0].eventType, "Microsoft.EventGrid.SubscriptionDeletedEvent");
  });

  test("made again under the same name do not get what waited for the removed one", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("orders");
    await grid.subscribe("orders", "hook", hook.url);
    hook.reply = () => ({ status: 500 });
    await grid.cloudEvents("orders").send([loaded("old")]);
    await until(async () => (await grid.deliveries("orders"))[0]?.attempts === 1);
    await grid.call("DELETE", "/topics/orders/eventSubscriptions/hook");
    hook.reply = () => ({});
    await grid.subscribe("orders", "hook", hook.url);
    await grid.cloudEvents("orders").send([loaded("new")]);
    const ids = (await hook.received(2)).map((one) => JSON.parse(one.body).id);
    assert.deepEqual(ids, ["old", "new"]);
    assert.deepEqual(await until(async () => (await grid.deliveries("orders")).length === 0), true);
  });
});
