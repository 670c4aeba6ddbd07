import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { signIn } from "../approvals/support/reviewer.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get, post } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

describe("with --keys the system asks for keys, as on Azure", () => {
  const folder = temporaryFolder();
  let system: System;
  let keys: ReturnType<typeof keysOf>["functions"];
  let key: { readonly "x-functions-key": string };
  before(async () => {
    system = await startSystem(folder.path, 0, {}, ["--keys"]);
    keys = keysOf(folder.path).functions;
    key = { "x-functions-key": keys.host };
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  /** Sends a command and waits until it has succeeded. */
  async function succeed(name: string, payload: unknown): Promise<void> {
    const accepted = await post(system.api, name, payload, key);
    assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
    const outcome = await get(`${system.api}${accepted.headers.get("location")}`, { ...key, prefer: "wait=30" });
    assert.equal(outcome.body.status, "succeeded", JSON.stringify(outcome.body));
  }

  const statusOfTransfer = async (id: string) =>
    (await get(`${system.api}/api/transfers/${id}`, key)).body?.status as string | undefined;

  /** A transfer that waits for a reviewer. */
  async function heldTransfer() {
    const [fromAccountId, toAccountId, transferId] = [randomUUID(), randomUUID(), randomUUID()];
    await succeed("open-account", { accountId: fromAccountId, owner: "anna", currency: "EUR" });
    await succeed("open-account", { accountId: toAccountId, owner: "mia", currency: "EUR" });
    const load = { accountId: fromAccountId, amount: 300_000, currency: "EUR", loadId: randomUUID() };
    await succeed("load-credits", load);
    const transfer = { transferId, fromAccountId, toAccountId, amount: 150_000, currency: "EUR" };
    await succeed("transfer-credits", transfer);
    const status = await eventually(
      () => statusOfTransfer(transferId),
      (found) => found === "held",
    );
    assert.equal(status, "held");
    return transfer;
  }

  it("takes a command with a key of the app only, and answers everybody else 401 without a body", async () => {
    const account = { accountId: randomUUID(), owner: "anna", currency: "EUR" };
    const status = async (headers: Record<string, string>) =>
      (await post(system.api, "open-account", account, headers)).status;
    const without = await post(system.api, "open-account", account);
    assert.deepEqual([without.status, without.body], [401, ""]);
    assert.equal(await status({ "x-functions-key": "wrong" }), 401);
    assert.equal(await status({ "x-functions-key": keys.eventgrid }), 401);
    assert.equal(await status(key), 202);
    const read = `${system.api}/api/accounts/${account.accountId}`;
    assert.equal((await get(read)).status, 401);
    const found = await eventually(
      () => get(`${read}?code=${keys.host}`),
      (answer) => answer.status === 200,
    );
    assert.equal(found.body.owner, "anna");
    assert.equal((await get(`${system.api}/api/notifications?recipient=anna`)).status, 401);
  });

  it("keeps documents open, and what operators use behind the master key", async () => {
    for (const path of ["/api/health", "/api/openapi.json", "/api/asyncapi.json"]) {
      assert.equal((await get(`${system.api}${path}`)).status, 200, path);
    }
    assert.equal((await fetch(`${system.api}/docs`, { redirect: "manual" })).status, 302);
    for (const path of [
      "/api/admin/dead-letters",
      "/api/admin/verify",
      "/api/admin/messages",
      "/admin/functions",
      "/admin/clock",
    ]) {
      assert.equal((await get(`${system.api}${path}`)).status, 401, path);
      assert.equal((await get(`${system.api}${path}`, key)).status, 401, path);
      assert.equal((await get(`${system.api}${path}`, { "x-functions-key": keys.master })).status, 200, path);
    }
  });

  it("works with the tools: simulator, clock, dead letters, approvals", async () => {
    const plain = ["--large", "0", "--asked", "0", "--merchants", "0", "--payments", "0"];
    const small = ["--accounts", "8", "--transfers", "4", "--seed", "5", ...plain];
    const run = (more: Record<string, string>) =>
      runProgram("console/simulate.ts", [...small, "--url", system.api, "--json"], more);
    const refused = await run({});
    assert.equal(refused.code, 2, refused.stdout + refused.stderr);
    assert.match(refused.stderr, /EVENTWRIGHT_KEY/);
    const played = await run({ EVENTWRIGHT_KEY: keys.master });
    assert.equal(played.code, 0, played.stdout + played.stderr);
    const clock = await runProgram("scripts/clock.ts", ["--data", folder.path, "--advance", "PT1S"]);
    assert.equal(clock.code, 0, clock.stderr);
    const settings = join(folder.path, "settings.json");
    const letters = await runProgram("scripts/deadletters.ts", ["list", "--settings", settings]);
    assert.equal(letters.code, 0, letters.stderr);

    const { transferId } = await heldTransfer();
    const rita = await signIn(system.approvals, "rita");
    const queue = await eventually(
      () => rita.queue(),
      ({ waiting }) => waiting.some((one) => one.transferId === transferId),
    );
    const found = queue.waiting.find((one) => one.transferId === transferId);
    assert.equal((await rita.decide(found?.key ?? "", "approve")).status, 200);
    const settled = await eventually(
      () => statusOfTransfer(transferId),
      (status) => status === "settled",
    );
    assert.equal(settled, "settled");
  });

  it("takes no event from whoever pretends to be Event Grid", async () => {
    const { transferId, fromAccountId, ...rest } = await heldTransfer();
    const event = (type: string, data: unknown) => ({
      specversion: "1.0",
      id: `account/${fromAccountId}/99`,
      source: "/credits",
      type: `credits.${type}.v1`,
      subject: `account/${fromAccountId}`,
      time: new Date().toISOString(),
      datacontenttype: "application/json",
      dataschema: "https://credits.example/schemas/x",
      correlationid: randomUUID(),
      causationid: randomUUID(),
      stream: "account",
      streamid: fromAccountId,
      streamversion: 99,
      data,
    });
    const approved = event("TransferApproved", { transferId, fromAccountId, ...rest, reviewer: "mallory" });
    const forge = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/cloudevents+json", "aeg-event-type": "Notification", ...headers },
        body: JSON.stringify(body),
      });
      await response.arrayBuffer();
      return response.status;
    };
    const webhook = `${system.api}/runtime/webhooks/EventGrid?functionName=processTransfer`;
    const origin = { "webhook-request-origin": "eventgrid.azure.net" };
    for (const [what, query, headers] of [
      ["no key", "", {}],
      ["the handshake's header and no key", "", origin],
      ["a wrong key", "&code=wrong", origin],
      ["the app's own key", `&code=${keys.host}`, origin],
      ["the app's own key as a header", "", { ...origin, "x-functions-key": keys.host }],
    ] as const) {
      assert.equal(await forge(webhook + query, approved, headers), 401, what);
      assert.equal(await forge(webhook + query, [approved], headers), 401, what);
    }
    // With the key, which only Event Grid has: what is no event of the contract is passed over.
    const code = `&code=${keys.eventgrid}`;
    assert.equal(await forge(webhook + code, { ...approved, source: "/somebody/else" }), 202);
    assert.equal(await forge(webhook + code, { ...approved, type: "credits.Unknown.v1" }), 202);

    const hook = `${system.approvals}/hooks/events`;
    const held = event("TransferHeld", { ...rest, transferId: "forged", fromAccountId, until: "2030-01-01T00:00:00Z" });
    for (const [what, query, headers] of [
      ["no secret", "", origin],
      ["a wrong secret", "?code=wrong", origin],
      ["a wrong secret as a header", "", { "x-webhook-code": "wrong" }],
      ["the app's key", `?code=${keys.host}`, {}],
    ] as const) {
      assert.equal(await forge(hook + query, held, headers), 401, what);
    }
    const consent = await fetch(`${hook}?code=wrong`, { method: "OPTIONS", headers: origin });
    assert.equal(consent.status, 401);

    // A real decision afterwards goes through: the process was not touched, and still waits for it.
    assert.equal(await statusOfTransfer(transferId), "held");
    const rita = await signIn(system.approvals, "rita");
    const { waiting } = await eventually(
      () => rita.queue(),
      (queue) => queue.waiting.some((one) => one.transferId === transferId),
    );
    assert.ok(waiting.every((one) => one.transferId !== "forged"));
    await succeed("reject-transfer", { transferId, fromAccountId, reviewer: "rita", reason: "not her" });
    const returned = await eventually(
      () => statusOfTransfer(transferId),
      (status) => status === "returned",
    );
    assert.equal(returned, "returned");
  });
});
