import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startDesk, type TestDesk } from "../support/desk.ts";
import { ask, deliver, json, signIn } from "../support/reviewer.ts";

describe("the webhook", () => {
  let desk: TestDesk;
  let hook: string;
  const held = () => {
    const anna = desk.platform.openAccount("anna");
    return desk.platform.hold(anna, anna, 150_000);
  };
  const keys = async () =>
    (await (await signIn(desk.approvals.url, "bob")).queue()).waiting.map(({ transferId }) => transferId);
  before(async () => {
    desk = await startDesk();
    hook = desk.approvals.webhookUrl;
  });
  after(() => desk[Symbol.asyncDispose]());

  const options = (url: string, origin: string) =>
    ask(url, { method: "OPTIONS", headers: { "webhook-request-origin": origin } });

  it("consents to Event Grid, and to nobody else", async () => {
    const consent = await options(hook, "eventgrid.azure.net");
    assert.equal(consent.status, 200);
    assert.equal(consent.headers.get("webhook-allowed-origin"), "eventgrid.azure.net");
    const stranger = await options(hook, "evil.example");
    assert.equal(stranger.status, 403);
    assert.equal(stranger.headers.get("webhook-allowed-origin"), null);
  });

  it("answers the validation of the Event Grid schema", async () => {
    const event = { eventType: "Microsoft.EventGrid.SubscriptionValidationEvent", data: { validationCode: "abc" } };
    const answer = await ask<object>(hook, json([event], { "aeg-event-type": "SubscriptionValidation" }));
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { validationResponse: "abc" });
    const without = await ask(hook, json([{}], { "aeg-event-type": "SubscriptionValidation" }));
    assert.equal(without.body.code, "invalid-validation");
  });

  it("wants its secret, in the address or in a header", async () => {
    const { event } = held();
    const bare = hook.replace(/\?.*/, "");
    const code = new URL(hook).searchParams.get("code") ?? "";
    for (const url of [bare, `${bare}?code=`, `${bare}?code=${code.slice(1)}`, `${bare}?code=${code}x`]) {
      assert.equal((await deliver(url, event)).status, 401, url);
      assert.equal((await options(url, "eventgrid.azure.net")).status, 401, url);
    }
    assert.deepEqual(await keys(), []);
    assert.equal((await ask(bare, json(event, { "x-webhook-code": code }))).status, 200);
    assert.equal((await keys()).length, 1);
  });

  it("takes an event once, however often it comes", async () => {
    const before = await keys();
    const { transfer, event } = held();
    for (let time = 0; time < 3; time++) assert.equal((await deliver(hook, event)).status, 200);
    assert.deepEqual((await keys()).toSorted(), [...before, transfer.transferId].toSorted());
  });

  it("takes batches, and what follows before what it follows", async () => {
    const { transfer, event } = held();
    const approved = desk.platform.decide(transfer, "approved", { reviewer: "carl" });
    const unknown = { ...event, id: "other", type: "credits.SomethingNew.v7", data: 1 };
    assert.equal((await deliver(hook, [approved, unknown])).status, 200);
    assert.equal((await deliver(hook, [event])).status, 200);
    assert.equal((await keys()).includes(transfer.transferId), false);
    const { decided } = await (await signIn(desk.approvals.url, "bob")).queue();
    const view = decided.find(({ transferId }) => transferId === transfer.transferId);
    assert.equal(view?.status, "approved");
    assert.equal(view?.reviewer, "carl");
    assert.equal(view?.until, transfer.until);
  });

  it("has stored what it has answered 200 to", async () => {
    const { transfer, event } = held();
    await deliver(hook, event);
    desk.platform.transfers.delete(transfer.transferId);
    await desk.restart();
    hook = desk.approvals.webhookUrl;
    assert.equal((await keys()).includes(transfer.transferId), true);
    assert.equal((await deliver(hook, event)).status, 200);
  });

  it("keeps the secret over a restart, so that the subscription stays right", async () => {
    const code = () => new URL(desk.approvals.webhookUrl).searchParams.get("code");
    const before = code();
    await desk.restart();
    hook = desk.approvals.webhookUrl;
    assert.equal(code(), before);
    assert.ok((before ?? "").length >= 40);
  });

  it("refuses an unreadable event, but not the others of its batch", async () => {
    const { transfer, event } = held();
    const answer = await deliver(hook, [{ ...event, id: "broken", data: { amount: -1 } }, event]);
    assert.equal(answer.status, 400);
    assert.equal(answer.body.code, "unreadable-event");
    assert.equal((await keys()).includes(transfer.transferId), true);
  });

  it("refuses what is no JSON, what is too large, and other methods", async () => {
    const raw = (body: string | Uint8Array<ArrayBuffer>) =>
      ask(hook, { method: "POST", body, headers: { "content-type": "application/json" } });
    assert.equal((await raw("{")).body.code, "invalid-json");
    assert.equal((await raw(new Uint8Array([0x22, 0xff, 0x22]))).body.code, "invalid-json");
    assert.equal((await raw(`"${"x".repeat(1_200_000)}"`)).status, 413);
    const endless = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let part = 0; part < 24; part++) controller.enqueue(new Uint8Array(50_000).fill(0x20));
        controller.close();
      },
    });
    const init = { method: "POST", body: endless, duplex: "half", headers: { "content-type": "application/json" } };
    assert.equal((await ask(hook, init as RequestInit)).status, 413);
    assert.equal((await ask(hook, { method: "PUT", body: "{}" })).status, 405);
    assert.equal(
      (
        await deliver(
          hook,
          Array.from({ length: 5_001 }, () => 1),
        )
      ).status,
      413,
    );
  });
});
