import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keys, startSample } from "../support/host.ts";

describe("the Event Grid webhook", () => {
  let sample: Awaited<ReturnType<typeof startSample>>;
  before(async () => {
    sample = await startSample("cjs-buffered", { authorization: true });
  });
  after(() => sample[Symbol.asyncDispose]());

  const deliver = (kind: string, body: unknown, name = "onEvent", code = keys.eventgrid) =>
    fetch(`${sample.host.url}/runtime/webhooks/EventGrid?functionName=${name}&code=${code}`, {
      method: "POST",
      headers: { "aeg-event-type": kind, "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const event = (id: string, data: object = {}) => ({ specversion: "1.0", id, source: "/test", type: "T", data });

  it("consents to a subscription, in both shapes", async () => {
    const one = await deliver("SubscriptionValidation", [{ data: { validationCode: "c1" } }]);
    assert.equal(one.status, 200);
    assert.deepEqual(await one.json(), { validationResponse: "c1" });
    const two = await deliver("SubscriptionValidation", { data: JSON.stringify({ validationCode: "c2" }) });
    assert.deepEqual(await two.json(), { validationResponse: "c2" });
    assert.equal((await deliver("SubscriptionValidation", [])).status, 400);
  });

  it("runs the function once for each event, and takes the event's trace on", async () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const traced = { ...event("e2", { A: 1 }), traceparent: `00-${trace}-b7ad6b7169203331-01` };
    assert.equal((await deliver("Notification", [event("e1"), traced])).status, 202);
    await sample.log.until(/^event e1 /);
    const [line] = await sample.log.until(/^event e2 /);
    assert.match(String(line), new RegExp(`^event e2 \\{"data":\\{"a":1\\}\\} 00-${trace}-`));
    assert.equal((await deliver("Notification", event("e3"))).status, 202);
  });

  it("answers 500 when one of the events fails, so that all are sent again", async () => {
    const response = await deliver("Notification", [event("good"), event("bad", { fail: true })]);
    assert.equal(response.status, 500);
    assert.match(((await response.json()) as { detail: string }).detail, /cannot take bad/);
    await sample.log.until(/^event good /);
  });

  it("runs hooks that replace the input and clear the error", async () => {
    assert.equal((await deliver("Notification", event("h"), "hooked")).status, 202);
    await sample.log.until(/^hooked got \{"replaced":true\}/);
  });

  it("refuses what it cannot take", async () => {
    assert.equal((await deliver("Notification", event("x"), "nobody")).status, 404);
    assert.equal((await deliver("Notification", event("x"), "tick")).status, 404);
    assert.equal((await deliver("Notification", event("x"), "onEvent", "wrong")).status, 401);
    assert.equal((await deliver("Notification", event("x"), "onEvent", keys.master)).status, 202);
    assert.equal((await deliver("", event("x"))).status, 400);
    assert.equal((await deliver("Notification", "{")).status, 400);
    assert.equal((await deliver("Notification", "[1]")).status, 400);
    assert.equal((await deliver("Unsubscribe", "")).status, 202);
    const url = `${sample.host.url}/runtime/webhooks/eventgrid?functionName=onEvent&code=${keys.eventgrid}`;
    assert.equal((await fetch(url, { method: "OPTIONS", headers: { "webhook-request-origin": "x" } })).status, 400);
  });
});
