import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { topicSubscribers } from "../../../platform/adapters/event-grid/subscribers.ts";
import { callWebhook } from "../../../platform/adapters/event-grid/webhook.ts";
import { letterBlobSettings, managementSettings } from "../../../platform/app/letter-settings.ts";
import { HandlerError } from "../../../platform/dead-letters/handler-error.ts";
import { key, receiverFor, startGrid } from "../../emulator/eventgrid/support/grid.ts";

const event = { specversion: "1.0", id: "1", source: "/s", type: "t.Happened", data: { to: "anna", deep: { n: 5 } } };
const local = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/Microsoft.EventGrid";

describe("the subscribers of a topic, asked for at its management", () => {
  const management = (url: string, topic = "credits", access = key) => {
    return { topic: `${url}${local}/topics/${topic}`, ...(access === "" ? {} : { key: access }) };
  };

  test("get an event as Event Grid sends it, with their own headers, at the address that they have now", async (t) => {
    const grid = await startGrid(t);
    const [before, hook] = [await receiverFor(t), await receiverFor(t)];
    await grid.topic("credits");
    const deliveryAttributeMappings = [
      { name: "X-Secret", type: "Static", properties: { value: "s3cret", isSecret: true } },
      { name: "X-To", type: "Dynamic", properties: { sourceField: "data.to" } },
      { name: "X-None", type: "Dynamic", properties: { sourceField: "data.none" } },
    ];
    const wanted = { eventDeliverySchema: "CloudEventSchemaV1_0", destination: { deliveryAttributeMappings } };
    await grid.subscribe("credits", "hook", before.url, wanted);
    const subscribers = topicSubscribers(management(grid.service.url));
    await grid.subscribe("credits", "hook", hook.url, wanted);
    await (await subscribers.find("hook")).deliver(event, 30);
    const [got] = hook.deliveries;
    assert.ok(got);
    assert.equal(before.deliveries.length, 0);
    assert.match(got.url, /\?code=secret$/);
    assert.deepEqual(JSON.parse(got.body), event);
    const { headers } = got;
    assert.deepEqual(
      ["content-type", "aeg-event-type", "aeg-subscription-name", "aeg-delivery-count", "origin"].map(
        (name) => headers[name],
      ),
      ["application/cloudevents+json; charset=utf-8", "Notification", "HOOK", "30", "eventgrid.azure.net"],
    );
    assert.deepEqual([headers["x-secret"], headers["x-to"], headers["x-none"]], ["s3cret", "anna", undefined]);
    // The same as the local Event Grid itself sends.
    await grid.cloudEvents("credits").send([{ ...event, time: undefined as unknown as Date }]);
    const [, own] = await hook.received(2);
    const names = (all: object) =>
      Object.keys(all)
        .filter((name) => name !== "aeg-output-event-id")
        .sort();
    assert.deepEqual(
      names(headers).filter((name) => name !== "connection"),
      names(own?.headers ?? {}).filter((name) => name !== "connection"),
    );
  });

  test("get arrays where they asked for batches, and in the Event Grid schema", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    await grid.subscribe("credits", "batch", hook.url, { destination: { maxEventsPerBatch: 10 } });
    await grid.topic("plain", "EventGridSchema");
    await grid.subscribe("plain", "plain", hook.url);
    await (await topicSubscribers(management(grid.service.url)).find("batch")).deliver(event, 1);
    const old = { id: "1", eventType: "T", subject: "s", eventTime: "2026-01-01T00:00:00Z", dataVersion: "2", data: 1 };
    await (await topicSubscribers(management(grid.service.url, "plain")).find("plain")).deliver(old, 1);
    const [batch, plain] = hook.deliveries;
    assert.equal(batch?.headers["content-type"], "application/cloudevents-batch+json; charset=utf-8");
    assert.deepEqual(JSON.parse(batch?.body ?? ""), [event]);
    assert.equal(plain?.headers["content-type"], "application/json; charset=utf-8");
    assert.equal(plain?.headers["aeg-data-version"], "2");
    assert.deepEqual(JSON.parse(plain?.body ?? ""), [old]);
  });

  test("that do not take it, are gone or cannot be asked for: a HandlerError says so", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    await grid.subscribe("credits", "hook", hook.url);
    const subscribers = topicSubscribers(management(grid.service.url));
    const fails = (work: Promise<unknown>, message: RegExp) =>
      assert.rejects(work, (error) => error instanceof HandlerError && message.test(error.message));
    for (const status of [400, 500, 302, 205]) {
      hook.reply = () => ({ status, headers: { location: "http://127.0.0.1:1/" } });
      await fails((await subscribers.find("hook")).deliver(event, 1), new RegExp(`answered ${status}`));
    }
    const gone = await subscribers.find("hook");
    await hook.close();
    await fails(gone.deliver(event, 1), /did not answer/);
    await fails(subscribers.find("nobody"), /no subscription nobody any more/);
    await fails(topicSubscribers(management(grid.service.url, "credits", "wrong")).find("hook"), /answered 401/);
    await fails(topicSubscribers(management("http://127.0.0.1:1")).find("hook"), /cannot be asked/);
    const asked: string[] = [];
    const tokens = topicSubscribers(management(grid.service.url, "credits", ""), async (scope) => {
      asked.push(scope);
      return "a.b.c";
    });
    await fails(tokens.find("hook"), /answered 401/);
    assert.deepEqual(asked, [`${grid.service.url}/.default`]);
  });
});

describe("where a subscriber may be", () => {
  const call = (url: string) => ({ url, headers: {}, body: "{}" });
  const refused = /must not be called from here/;

  for (const url of [
    "http://example.com/",
    "https://user:secret@example.com/",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://169.254.169.254/metadata",
    "https://168.63.129.16/",
    "https://192.168.0.1/",
    "https://172.31.255.255/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://localhost/",
    "file:///etc/passwd",
    "no url",
  ]) {
    test(`not ${url} on Azure`, () => assert.rejects(callWebhook(call(url), "public-https"), refused));
  }

  for (const url of [
    "http://10.0.0.1/",
    "http://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/",
    "ftp://127.0.0.1/",
    "http://127.0.0.1.nip.example/",
  ]) {
    test(`not ${url} on a laptop`, () => assert.rejects(callWebhook(call(url), "this-machine"), refused));
  }

  test("a subscriber that says nothing is given up after its time", async (t) => {
    const hook = await receiverFor(t);
    hook.reply = () => undefined;
    await assert.rejects(callWebhook(call(hook.url), "this-machine", 50), /did not answer/);
  });
});

describe("the settings of letters", () => {
  const topic =
    "https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.EventGrid/topics/credits";

  test("name the topic's resource; only a local one gets the key", () => {
    assert.equal(managementSettings({}), undefined);
    assert.deepEqual(managementSettings({ EventGridManagement: `${topic}/`, EventGridTopicKey: "k" }), {
      topic,
      identity: {},
    });
    assert.deepEqual(managementSettings({ EventGridManagement: topic, EventGrid__clientId: "6f1d" })?.identity, {
      clientId: "6f1d",
    });
    const here = topic.replace("https://management.azure.com", "http://127.0.0.1:8082");
    assert.deepEqual(managementSettings({ EventGridManagement: here, EventGridTopicKey: "k" }), {
      topic: here,
      key: "k",
    });
    for (const wrong of ["credits", "http://management.azure.com/x", "https://management.azure.com/subscriptions/s"]) {
      assert.throws(() => managementSettings({ EventGridManagement: wrong }), /The setting EventGridManagement/);
    }
  });

  test("name the storage, by a connection string or for an identity", () => {
    assert.equal(letterBlobSettings({}), undefined);
    const usual = { container: "dead-letters", schedule: "0 */5 * * * *" };
    assert.deepEqual(letterBlobSettings({ EventGridDeadLetterStorage: "c" }), {
      account: { connection: "c" },
      ...usual,
    });
    const service = "https://account.blob.core.windows.net";
    assert.deepEqual(letterBlobSettings({ EventGridDeadLetterStorage__blobServiceUri: service }), {
      account: { service, identity: {} },
      ...usual,
    });
    const named = {
      EventGridDeadLetterStorage__accountName: "account",
      EventGridDeadLetterStorage__clientId: "6f1d",
    };
    assert.deepEqual(letterBlobSettings(named)?.account, { service, identity: { clientId: "6f1d" } });
    const http = { EventGridDeadLetterStorage__blobServiceUri: "http://account.blob.core.windows.net" };
    assert.throws(() => letterBlobSettings(http), /must be the https address/);
    const container = { EventGridDeadLetterStorage: "c", EventGridDeadLetterContainer: "../x" };
    assert.throws(() => letterBlobSettings(container), /no name of a blob container/);
  });
});
