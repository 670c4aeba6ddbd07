import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { webhookCaller } from "../../../emulator/eventgrid/delivery/webhook.ts";
import { isLoopback } from "../../../emulator/eventgrid/subscriptions/loopback.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { receiverFor, startGrid } from "./support/grid.ts";

const foreign = [
  "http://169.254.169.254/latest/meta-data",
  "http://10.0.0.1/hook",
  "http://evil.example/hook",
  "https://127.0.0.1.evil.example/hook",
  "http://localhost.evil.example/hook",
  "http://0.0.0.0/hook",
  "http://[::ffff:10.0.0.1]/hook",
  "http://[fe80::1]/hook",
];

describe("subscribers on other machines", () => {
  test("are refused, with what to do about it, and leave nothing behind", async (t) => {
    const grid = await startGrid(t);
    await grid.topic("credits");
    for (const url of foreign) {
      const { status, body } = await grid.subscribe("credits", "hook", url);
      assert.equal(status, 400, url);
      assert.equal(body.error.code, "InvalidRequest", url);
      assert.match(body.error.message, /this machine.*--remote-webhooks/, url);
    }
    assert.deepEqual((await grid.call("GET", "/topics/credits/eventSubscriptions")).body.value, []);
  });

  test("are not called for a subscription of an earlier time", async () => {
    const caller = webhookCaller(new FakeClock(), false);
    const result = await caller.call({ method: "POST", url: "http://10.0.0.1/hook", headers: {}, body: "[]" });
    assert.equal(result.kind, "failure");
    assert.match(result.kind === "failure" ? result.detail : "", /another machine.*remoteWebhooks/);
    caller.close();
  });

  test("are asked for consent when the setting allows it", async (t) => {
    const grid = await startGrid(t, { remoteWebhooks: true });
    await grid.topic("credits");
    // Reserved never to exist (RFC 6761), so nothing is called.
    const { body } = await grid.subscribe("credits", "hook", "http://hook.invalid/");
    assert.equal(body.error.code, "WebhookValidationFailed");
  });

  test("this machine has several names, however they are written", async (t) => {
    const local = [
      "http://localhost/",
      "http://LOCALHOST:81/",
      "http://127.0.0.1/",
      "http://127.9.9.9/",
      "http://[::1]:8/",
    ];
    for (const url of [...local, "http://0x7f.1/", "http://2130706433/"]) assert.equal(isLoopback(url), true, url);
    for (const url of foreign) assert.equal(isLoopback(url), false, url);
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    assert.equal((await grid.subscribe("credits", "hook", hook.url)).status, 201);
  });
});
