import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { BlobServiceClient } from "@azure/storage-blob";
import { runProgram } from "./support/commands.ts";
import { eventually, get, run } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";
import { startWebhook, subscribe, type Webhook } from "./support/webhook.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Azure's waits after each failed attempt; a tenth more at most. */
const schedule = [10 * second, 30 * second, minute, 5 * minute, 10 * minute, 30 * minute, hour, 3 * hour, 6 * hour];
schedule.push(12 * hour, 12 * hour);

interface Waiting {
  readonly attempts: number;
  readonly nextAttemptTime: string;
  readonly lastDeliveryAttemptTime: string;
}

describe("events that Event Grid cannot deliver", () => {
  const folder = temporaryFolder();
  let system: System;
  let down: Webhook;
  let picky: Webhook;
  let all: Webhook;
  before(async () => {
    [system, down, picky, all] = await Promise.all([
      startSystem(folder.path),
      startWebhook(),
      startWebhook(),
      startWebhook(),
    ]);
    const opened = {
      filter: { includedEventTypes: ["credits.AccountOpened.v1"] },
      deadLetterDestination: {
        endpointType: "StorageBlob",
        properties: { resourceId: "/local", blobContainerName: "dead-letters" },
      },
    };
    await subscribe(system, "down", down.url, opened);
    await subscribe(system, "picky", picky.url, opened);
    await subscribe(system, "all", all.url);
  });
  after(async () => {
    await system?.stop();
    await Promise.all([down, picky, all].map((webhook) => webhook?.stop()));
    folder.remove();
  });

  const admin = () => ({ "x-functions-key": keysOf(folder.path).functions.master });
  const letters = async () => (await get(`${system.api}/api/admin/dead-letters`, admin())).body.items;
  const lettersOf = (...subscriptions: string[]) =>
    eventually(letters, (items) => subscriptions.every((one) => items.some(isOf(one))));
  const isOf = (subscription: string) => (item: { handler: string }) => item.handler === `subscription-${subscription}`;
  const idOf = async (subscription: string): Promise<string> => (await letters()).find(isOf(subscription))?.id;
  const deadletters = (...args: string[]) =>
    runProgram("scripts/deadletters.ts", ["--settings", join(folder.path, "settings.json"), "--json", ...args]);
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${system.api}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...admin() },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return response.json() as Promise<{ status: string; problem?: { code: string; message: string } }>;
  };
  const advance = (ms: number) => post("/admin/clock", { advance: `PT${Math.ceil(ms / second)}S` });
  const waiting = async (subscription: string): Promise<Waiting | undefined> => {
    const url = `${system.eventgrid}/topics/${system.topic}/deliveries?subscription=${subscription}`;
    return (await get(url)).body.value[0];
  };
  const now = async () => Date.parse((await get(`${system.eventgrid}/_eventwright/clock`)).body.now);
  const container = () => {
    const settings = JSON.parse(readFileSync(join(folder.path, "settings.json"), "utf8"));
    const service = BlobServiceClient.fromConnectionString(settings.AzureWebJobsStorage);
    return service.getContainerClient("dead-letters");
  };
  const blobs = async () => {
    const names: string[] = [];
    for await (const { name } of container().listBlobsFlat()) names.push(name);
    return names;
  };
  const putBlob = async (subscription: string, text: string) => {
    const blob = container().getBlockBlobClient(`${subscription}/2026/1/2/3/${randomUUID()}.json`);
    await blob.upload(text, Buffer.byteLength(text));
    return blob.name;
  };

  it("every subscription of the contract has its retry policy and its place for dead letters", async () => {
    const { subscriptions } = JSON.parse(
      readFileSync(new URL("../../generated/resources.json", import.meta.url), "utf8"),
    );
    const { value } = (await get(`${system.eventgrid}/topics/${system.topic}/eventSubscriptions`)).body;
    for (const { name, retryPolicy, deadLetterContainer } of subscriptions) {
      const { properties } = value.find((one: { name: string }) => one.name === name);
      assert.deepEqual(properties.retryPolicy, retryPolicy, name);
      assert.equal(properties.deadLetterDestination.properties.blobContainerName, deadLetterContainer, name);
    }
    assert.ok(subscriptions.length > 2);
  });

  it("a subscriber that is down for 25 hours is retried on schedule, then a letter; redriven, it arrives once", async () => {
    down.status = 503;
    picky.status = 400;
    const started = await now();
    const accountId = randomUUID();
    await run(system.api, "open-account", { accountId, owner: "anna", currency: "EUR" });
    let last = await eventually(
      () => waiting("down"),
      (found) => found?.attempts === 1,
    );
    for (let attempts = 1; last !== undefined; attempts++) {
      assert.equal(last.attempts, attempts);
      const wait = Date.parse(last.nextAttemptTime) - Date.parse(last.lastDeliveryAttemptTime);
      const step = Math.max(schedule[attempts - 1] ?? 0, 30 * second);
      assert.ok(wait >= step && wait <= step * 1.1 + 1, `after attempt ${attempts} it waits ${wait} ms`);
      await advance(Date.parse(last.nextAttemptTime) - (await now()));
      last = await waiting("down");
    }
    // With little jitter the eleventh attempt is within the day that events live; with more, the day is over by then.
    const tried = down.deliveries;
    assert.ok(tried === 10 || tried === 11, `${tried} attempts`);
    await advance(Math.max(0, started + 25 * hour - (await now())));

    const moved = await runProgram("scripts/clock.ts", ["--data", folder.path, "--advance", "PT10M"]);
    assert.equal(moved.code, 0, moved.stderr);
    await lettersOf("down", "picky");
    const id = await idOf("down");
    const listed = await deadletters("list");
    const line = JSON.parse(listed.stdout).find((item: { id: string }) => item.id === id);
    assert.equal(line.attempts, tried);
    assert.equal(line.type, "credits.AccountOpened.v1");
    assert.equal(line.stream, `account/${accountId}`);
    const gaveUp = `gave up delivering to the subscription down after ${tried} attempts: TimeToLiveExceeded`;
    assert.ok(line.error.includes(gaveUp), line.error);
    assert.deepEqual(await eventually(blobs, (names) => names.length === 0), []);

    const shown = await deadletters("show", id);
    assert.deepEqual(JSON.parse(shown.stdout).letter.delivery.reason, "TimeToLiveExceeded", shown.stderr);

    down.status = 200;
    const dry = await deadletters("redrive", "--dry-run", id);
    assert.equal(JSON.parse(dry.stdout)[0].status, "would-pass", dry.stderr);
    assert.equal(down.events.length, 0);
    const redriven = await deadletters("redrive", id);
    assert.deepEqual(JSON.parse(redriven.stdout), [{ id, status: "redriven", resumed: 0 }], redriven.stderr);
    const again = await deadletters("redrive", id);
    assert.equal(again.code, 1);
    assert.equal(JSON.parse(again.stdout)[0].problem.code, "letter-closed");
    assert.deepEqual(
      down.events.map(({ id: event, type, data }) => [event, type, data.accountId]),
      [[`account:${accountId}:1`, "credits.AccountOpened.v1", accountId]],
    );
    assert.equal((await letters()).filter(isOf("down")).length, 0);
  });

  it("a subscriber that answers 400 is not asked again: a letter at once, which stays until it takes the event", async () => {
    assert.equal(picky.deliveries, 1);
    const id = await idOf("picky");
    const { letter } = (await get(`${system.api}/api/admin/dead-letters/${id}`, admin())).body;
    const { reason, attempts, outcome } = letter.delivery;
    assert.deepEqual([reason, attempts, outcome], ["UndeliverableDueToClientError", 1, "BadRequest"]);
    const failed = await post(`/api/admin/dead-letters/${id}/redrive`, {});
    assert.equal(failed.status, "failed");
    assert.match(failed.problem?.message ?? "", /answered 400/);
    assert.equal((await letters()).find(isOf("picky")).attempts, 2);
    picky.status = 204;
    assert.equal((await post(`/api/admin/dead-letters/${id}/redrive`, {})).status, "redriven");
    assert.equal(picky.events.length, 1);
    assert.equal((await letters()).filter(isOf("picky")).length, 0);
  });

  it("the app's own reactions and processes take theirs in the app, and junk is listed and left", async () => {
    const [from, to, merchantId, transferId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await run(system.api, "open-account", { accountId: from, owner: "kim", currency: "EUR" });
    await run(system.api, "open-account", { accountId: to, owner: "kim", currency: "EUR" });
    await run(system.api, "register-merchant", { merchantId, name: "Café", owner: "kim", currency: "EUR" });
    await run(system.api, "load-credits", { accountId: from, amount: 10_000, currency: "EUR", loadId: randomUUID() });
    const transfer = { transferId, fromAccountId: from, toAccountId: to, amount: 100, currency: "EUR" };
    await run(system.api, "transfer-credits", transfer);
    const payment = { paymentId: randomUUID(), fromAccountId: from, merchantId, amount: 100, currency: "EUR" };
    await run(system.api, "pay-merchant", payment);
    const event = async (type: string) =>
      (await eventually(
        async () => all.events.find((one) => one.type === `credits.${type}.v1`),
        (found) => found !== undefined,
      )) as object;
    const dead = async (type: string) =>
      JSON.stringify([
        { ...(await event(type)), deadletterreason: "MaxDeliveryAttemptsExceeded", deliveryattempts: 30 },
      ]);
    await putBlob("CREDIT-MERCHANT", await dead("PaymentReserved"));
    await putBlob("TRANSFER", await dead("CreditsReserved"));
    const junk = await putBlob("DOWN", '[{"__proto__": 1}, "…');
    await advance(5 * minute);
    await lettersOf("credit-merchant", "transfer");
    assert.deepEqual(await eventually(blobs, (names) => names.length === 1), [junk]);
    const unreadable = await eventually(letters, (items) =>
      items.some(({ handler }: { handler: string }) => handler === "unreadable-blob"),
    );
    const line = unreadable.find(({ handler }: { handler: string }) => handler === "unreadable-blob");
    assert.ok(line.error.includes(junk), line.error);
    const redrive = async (id: string) => post(`/api/admin/dead-letters/${id}/redrive`, {});
    assert.equal((await redrive(await idOf("credit-merchant"))).status, "redriven");
    assert.equal((await redrive(await idOf("transfer"))).status, "redriven");
    // A second payment comes after whatever the redrive has sent to the merchant.
    await run(system.api, "pay-merchant", { ...payment, paymentId: randomUUID() });
    const takings = await eventually(
      async () => (await get(`${system.api}/api/merchants/${merchantId}/takings`)).body,
      ({ payments }) => payments >= 2,
    );
    assert.equal(takings.payments, 2);
  });
});
