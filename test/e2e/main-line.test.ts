import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { eventually, get, post, run } from "./support/http.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";
import { startWebhook, subscribe, type Webhook } from "./support/webhook.ts";

describe("a command posted over HTTP becomes events, read models, notifications and CloudEvents", () => {
  const folder = temporaryFolder();
  let system: System;
  let webhook: Webhook;
  let api: string;

  before(async () => {
    system = await startSystem(folder.path);
    api = system.api;
    webhook = await startWebhook();
    await subscribe(system, "consumer", webhook.url);
  });
  after(async () => {
    await webhook?.stop();
    await system?.stop();
    folder.remove();
  });

  const account = (id: string) => get(`${api}/api/accounts/${id}`);
  const settled = (id: string, balance: number) =>
    eventually(
      () => account(id),
      ({ body }) => body.balance === balance && body.held === 0,
    );

  it("opens two accounts, loads 600.00 and 100.00, transfers 50.00", async () => {
    const [anna, mia] = [randomUUID(), randomUUID()];
    const open = await run(api, "open-account", { accountId: anna, owner: "anna", currency: "EUR" });
    assert.equal(open.status, 200);
    assert.equal(open.body.status, "succeeded");
    assert.deepEqual(open.body.events, [{ type: "AccountOpened", stream: open.body.events[0].stream, version: 1 }]);
    await run(api, "open-account", { accountId: mia, owner: "mia", currency: "EUR", guardian: "anna" });
    await run(api, "load-credits", { accountId: anna, amount: 60000, currency: "EUR", loadId: randomUUID() });
    await run(api, "load-credits", { accountId: mia, amount: 10000, currency: "EUR", loadId: randomUUID() });
    const transfer = { transferId: randomUUID(), fromAccountId: anna, toAccountId: mia, amount: 5000, currency: "EUR" };
    const sent = await run(api, "transfer-credits", transfer);
    assert.equal(sent.body.status, "succeeded");

    assert.deepEqual((await settled(anna, 55000)).body, {
      accountId: anna,
      owner: "anna",
      currency: "EUR",
      balance: 55000,
      held: 0,
      status: "open",
      version: 4,
    });
    assert.deepEqual((await settled(mia, 14998)).body, {
      accountId: mia,
      owner: "mia",
      guardian: "anna",
      currency: "EUR",
      balance: 14998,
      held: 0,
      status: "open",
      version: 3,
    });
    const statement = await get(`${api}/api/accounts/${mia}/statement`);
    assert.deepEqual(
      statement.body.items.map(({ kind, amount, fee }: { kind: string; amount: number; fee?: number }) => ({
        kind,
        amount,
        fee,
      })),
      [
        { kind: "transfer-received", amount: 5000, fee: undefined },
        { kind: "load", amount: 9998, fee: 2 },
      ],
    );
    const owned = await get(`${api}/api/accounts?owner=mia`);
    assert.deepEqual(
      owned.body.items.map(({ accountId }: { accountId: string }) => accountId),
      [mia],
    );

    const told = await eventually(
      () => get(`${api}/api/notifications?recipient=mia`),
      ({ body }) => JSON.stringify(body).includes("TransferReceived"),
    );
    assert.match(JSON.stringify(told.body), /TransferReceived/);
    assert.match(JSON.stringify(told.body), /BalanceChanged/);

    const types = [
      "AccountOpened",
      "AccountOpened",
      "CreditsLoaded",
      "CreditsLoaded",
      "CreditsReceived",
      "CreditsReserved",
      "TransferSettled",
    ];
    await eventually(
      async () => webhook.events,
      (events) => new Set(events.map(({ id }) => id)).size >= types.length,
    );
    const unique = [...new Map(webhook.events.map((event) => [event.id, event])).values()];
    assert.deepEqual(unique.map(({ type }) => type.split(".")[1]).sort(), types);
    for (const event of unique) {
      assert.equal(event.specversion, "1.0");
      assert.ok(event.source && event.time && event.subject && event.dataschema, JSON.stringify(event));
      assert.equal(event.datacontenttype, "application/json");
    }
    const reserved = unique.find(({ type }) => type.includes("CreditsReserved"));
    assert.equal(reserved.correlationid, sent.body.correlationId);
  });

  it("refuses what the rules refuse, and gives back what the receiver refuses", async () => {
    const [from, unknown] = [randomUUID(), randomUUID()];
    await run(api, "open-account", { accountId: from, owner: "otto", currency: "EUR" });
    await run(api, "load-credits", { accountId: from, amount: 60000, currency: "EUR", loadId: randomUUID() });
    const base = { fromAccountId: from, toAccountId: unknown, currency: "EUR" };
    const code = async (name: string, payload: unknown) => (await run(api, name, payload)).body.rejection?.code;

    assert.equal(await code("open-account", { accountId: from, owner: "eve", currency: "EUR" }), "account-exists");
    assert.equal(
      await code("transfer-credits", { ...base, transferId: randomUUID(), amount: 60001 }),
      "insufficient-credits",
    );
    assert.equal(
      await code("transfer-credits", { ...base, transferId: randomUUID(), amount: 1, currency: "USD" }),
      "currency-mismatch",
    );
    assert.equal(
      await code("transfer-credits", { ...base, transferId: randomUUID(), amount: 1, toAccountId: from }),
      "same-account",
    );
    assert.equal(
      await code("load-credits", { accountId: unknown, amount: 1, currency: "EUR", loadId: randomUUID() }),
      "account-not-found",
    );
    assert.equal(await code("close-account", { accountId: from }), "balance-not-zero");

    await run(api, "transfer-credits", { ...base, transferId: randomUUID(), amount: 2500 });
    const back = await eventually(
      () => account(from),
      ({ body }) => body.version === 4 && body.held === 0,
    );
    assert.equal(back.body.balance, 60000);
    const told = await eventually(
      () => get(`${api}/api/notifications?recipient=otto`),
      ({ body }) => JSON.stringify(body).includes("insufficient-credits"),
    );
    assert.match(JSON.stringify(told.body), /insufficient-credits/);
  });

  it("answers a repeated command as the table says", async () => {
    const accountId = randomUUID();
    const open = { accountId, owner: "ida", currency: "EUR" };
    const first = await post(api, "open-account", open);
    assert.equal(first.status, 202);
    assert.equal(first.headers.get("location"), `/api/commands/${first.body.commandId}`);
    assert.equal(first.body.status, "accepted");
    const again = await post(api, "open-account", open);
    assert.equal(again.status, 409);
    assert.equal(again.headers.get("content-type")?.split(";")[0], "application/problem+json");
    assert.equal(again.body.code, "duplicate-command");
    assert.equal(again.body.commandId, first.body.commandId);
    assert.equal(again.headers.get("location"), first.headers.get("location"));

    const load = { accountId, amount: 700, currency: "EUR", loadId: randomUUID() };
    const key = { "idempotency-key": randomUUID() };
    const keyed = await post(api, "load-credits", load, key);
    const replay = await post(api, "load-credits", load, key);
    assert.equal(keyed.status, 202);
    assert.equal(replay.status, 202);
    assert.equal(replay.headers.get("idempotency-replayed"), "true");
    assert.equal(replay.body.commandId, keyed.body.commandId);
    const reused = await post(api, "load-credits", { ...load, amount: 701 }, key);
    assert.equal(reused.status, 422);
    assert.equal(reused.body.code, "idempotency-key-reused");
    const { body } = await settled(accountId, 700);
    assert.equal(body.balance, 700);
  });

  it("serves its documents", async () => {
    assert.equal((await get(`${api}/api/openapi.json`)).body.openapi.slice(0, 3), "3.1");
    const { messages } = (await get(`${api}/api/asyncapi.json`)).body.components;
    assert.ok("TransferCredits" in messages && "TransferHeld.v1" in messages);
    assert.ok(!("HoldTransfer" in messages), "Private messages are nobody's business outside.");
    // What it leads to is built by `npm run docs`, or beside the start of everything.
    const docs = await fetch(`${api}/docs`, { redirect: "manual" });
    assert.equal(docs.status, 302);
    assert.equal(docs.headers.get("location"), "docs/index.html");
  });
});
