import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loaded, receiverFor, startGrid, until } from "./support/grid.ts";
import type { Reply } from "./support/receiver.ts";

describe("the CloudEvents handshake", () => {
  test("asks with OPTIONS on the exact address and names the origin in later deliveries", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t, "/in/box?a=1&b=%20");
    await grid.topic("credits");
    hook.consent = () => ({ status: 405, headers: { "webhook-allowed-origin": "*", "webhook-allowed-rate": "120" } });
    assert.equal((await grid.subscribe("credits", "hook", hook.url)).status, 201);
    assert.equal(hook.handshakes[0]?.method, "OPTIONS");
    assert.equal(hook.handshakes[0]?.url, "/in/box?a=1&b=%20");
    assert.equal(hook.handshakes[0]?.headers["webhook-request-origin"], "eventgrid.azure.net");
    await grid.cloudEvents("credits").send([loaded("1")]);
    assert.equal((await hook.received(1))[0]?.headers["origin"], "eventgrid.azure.net");
  });

  for (const [what, reply] of Object.entries<Reply>({
    "no consent": { status: 200, body: "hello" },
    "consent for somebody else": { headers: { "webhook-allowed-origin": "example.com" } },
    "a redirect": { status: 302, headers: { location: "http://127.0.0.1:1/" } },
  })) {
    test(`${what} fails and says what was sent and what came back`, async (t) => {
      const grid = await startGrid(t);
      const hook = await receiverFor(t);
      await grid.topic("credits");
      hook.consent = () => reply;
      const { status, body } = await grid.subscribe("credits", "hook", hook.url);
      assert.equal(status, 400);
      assert.equal(body.error.code, "WebhookValidationFailed");
      assert.match(body.error.message, /Sent: OPTIONS http.*Came back: status \d+.*Wanted: .*WebHook-Allowed-Origin/s);
      assert.doesNotMatch(body.error.message, /secret/);
      assert.equal((await grid.call("GET", "/topics/credits/eventSubscriptions/hook")).status, 404);
    });
  }

  test("an endpoint that nobody listens on, or that stays silent for 30 s, fails", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    const dead = await grid.subscribe("credits", "hook", "http://127.0.0.1:1/hook");
    assert.match(dead.body.error.message, /SocketError/);
    hook.consent = () => undefined;
    const answer = grid.subscribe("credits", "hook", hook.url);
    await until(async () => hook.handshakes.length === 1);
    await grid.clock.advance(30_000);
    assert.match((await answer).body.error.message, /TimedOut/);
  });

  test("a change that fails leaves the subscription as it was", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    await grid.subscribe("credits", "hook", hook.url);
    const before = (await grid.call("GET", "/topics/credits/eventSubscriptions/hook")).body;
    assert.equal((await grid.subscribe("credits", "hook", "http://127.0.0.1:1/")).status, 400);
    assert.deepEqual((await grid.call("GET", "/topics/credits/eventSubscriptions/hook")).body, before);
  });
});

describe("the Event Grid schema's handshake", () => {
  test("sends a code that the endpoint returns", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("classic", "EventGridSchema");
    assert.equal((await grid.subscribe("classic", "my-hook", hook.url)).status, 201);
    const { method, headers, body = "" } = hook.handshakes[0] ?? {};
    assert.equal(method, "POST");
    assert.equal(headers?.["aeg-event-type"], "SubscriptionValidation");
    assert.equal(headers?.["aeg-subscription-name"], "MY-HOOK");
    const [event, ...more] = JSON.parse(body);
    assert.equal(more.length, 0);
    assert.equal(event.eventType, "Microsoft.EventGrid.SubscriptionValidationEvent");
    assert.equal(typeof event.data.validationCode, "string");
  });

  test("is the one for a Functions webhook, also when it gets CloudEvents", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t, "/runtime/webhooks/EventGrid?functionName=f&code=c");
    await grid.topic("credits");
    assert.equal((await grid.subscribe("credits", "hook", hook.url)).status, 201);
    assert.equal(hook.handshakes[0]?.headers["aeg-event-type"], "SubscriptionValidation");
    await grid.cloudEvents("credits").send([loaded("1")]);
    const [got] = await hook.received(1);
    assert.equal(got?.headers["aeg-event-type"], "Notification");
    assert.equal(got?.headers["origin"], undefined);
    assert.equal(JSON.parse(got?.body ?? "").specversion, "1.0");
  });

  for (const [what, reply] of Object.entries<Reply>({
    "202": { status: 202, body: "{}" },
    "an error": { status: 500, body: "broken" },
    "a wrong code": { status: 200, body: '{"validationResponse":"x"}' },
  })) {
    test(`${what} is a failure`, async (t) => {
      const grid = await startGrid(t);
      const hook = await receiverFor(t);
      await grid.topic("classic", "EventGridSchema");
      hook.consent = () => reply;
      const { status, body } = await grid.subscribe("classic", "hook", hook.url);
      assert.equal(status, 400);
      assert.match(body.error.message, /Sent: POST .*SubscriptionValidation.*Came back: status/);
    });
  }

  async function awaiting(t: Parameters<typeof startGrid>[0]) {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("classic", "EventGridSchema");
    hook.consent = () => ({ status: 200 });
    const made = await grid.subscribe("classic", "hook", hook.url);
    assert.equal(made.body.properties.provisioningState, "AwaitingManualAction");
    const [event] = JSON.parse(hook.handshakes[0]?.body ?? "");
    const open = (url: string) => fetch(url).then((response) => response.status);
    const state = async () =>
      (await grid.call("GET", "/topics/classic/eventSubscriptions/hook")).body.properties.provisioningState;
    return { grid, hook, open, state, url: event.data.validationUrl as string };
  }

  test("200 without the code waits for somebody to open the address", async (t) => {
    const { grid, hook, open, state, url } = await awaiting(t);
    const event = { id: "1", eventType: "t", subject: "", dataVersion: "", data: {} };
    await grid.eventGridEvents("classic").send([event]);
    assert.deepEqual(await grid.deliveries("classic"), []);
    assert.equal(await open(url.replace(/code=.*/, "code=x")), 401);
    assert.equal(await open(url), 200);
    assert.equal(await state(), "Succeeded");
    await grid.eventGridEvents("classic").send([{ ...event, id: "2" }]);
    assert.equal(JSON.parse((await hook.received(1))[0]?.body ?? "")[0].id, "2");
  });

  test("nobody does for five minutes: the subscription has failed", async (t) => {
    const { grid, open, state, url } = await awaiting(t);
    await grid.clock.advance(5 * 60_000 + 1);
    assert.equal(await state(), "Failed");
    assert.equal(await open(url), 401);
  });
});
