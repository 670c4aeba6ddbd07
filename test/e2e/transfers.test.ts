import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { freePort } from "../../emulator/free-port.ts";
import { type Answer, eventually, get, run } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";
import { startWebhook, subscribe, type Webhook } from "./support/webhook.ts";

const folder = temporaryFolder();
let system: System;
let webhook: Webhook;
let port = 0;

before(async () => {
  port = await freePort();
  system = await startSystem(folder.path, port);
  webhook = await startWebhook();
  await subscribe(system, "consumer", webhook.url);
});
after(async () => {
  await webhook?.stop();
  await system?.stop();
  folder.remove();
});

const query = (path: string) => get(`${system.api}/api${path}`);
const command = (name: string, payload: unknown) => run(system.api, name, payload);

async function openAccount(owner: string, amount: number, guardian?: string): Promise<string> {
  const accountId = randomUUID();
  await command("open-account", { accountId, owner, currency: "EUR", ...(guardian === undefined ? {} : { guardian }) });
  if (amount > 0) await command("load-credits", { accountId, amount, currency: "EUR", loadId: randomUUID() });
  return accountId;
}

async function send(fromAccountId: string, toAccountId: string, amount: number): Promise<string> {
  const transferId = randomUUID();
  const { body } = await command("transfer-credits", {
    transferId,
    fromAccountId,
    toAccountId,
    amount,
    currency: "EUR",
  });
  assert.equal(body.status, "succeeded", JSON.stringify(body));
  return transferId;
}

async function reaches(transferId: string, status: string): Promise<Answer["body"]> {
  const { body } = await eventually(
    () => query(`/transfers/${transferId}`),
    (answer) => answer.body.status === status,
  );
  assert.equal(body.status, status, JSON.stringify(body));
  return body;
}

async function holds(accountId: string, balance: number, held: number): Promise<void> {
  const { body } = await eventually(
    () => query(`/accounts/${accountId}`),
    (answer) => answer.body.balance === balance && answer.body.held === held,
  );
  assert.deepEqual({ balance: body.balance, held: body.held }, { balance, held });
}

/** Statuses of one transfer that a person was told of, in order. */
async function told(recipient: string, transferId: string, last: string): Promise<string[]> {
  const statuses = async () => {
    const { body } = await query(`/notifications?recipient=${recipient}&limit=200`);
    const items: { type: string; data: { transferId?: string; status: string } }[] = body.items;
    return items
      .filter(({ type, data }) => type.includes("TransferProgressed") && data.transferId === transferId)
      .map(({ data }) => data.status);
  };
  return eventually(statuses, (found) => found.includes(last));
}

async function advance(duration: string): Promise<void> {
  const response = await fetch(`${system.api}/admin/clock`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-functions-key": keysOf(folder.path).functions.master },
    body: JSON.stringify({ advance: duration }),
  });
  assert.equal(response.status, 200, await response.text());
}

describe("a transfer of the worked example", () => {
  const review = { reviewer: "rita" };

  it("settles at once below the threshold", async () => {
    const [anna, mia] = [await openAccount("anna-1", 60_000), await openAccount("mia-1", 0, "anna-1")];
    const transferId = await send(anna, mia, 5_000);
    await reaches(transferId, "settled");
    await holds(anna, 55_000, 0);
    await holds(mia, 5_000, 0);
    assert.deepEqual(await told("anna-1", transferId, "settled"), ["settled"]);
  });

  it("is held at the threshold; approved it settles, rejected it comes back, undecided it expires after 72 hours", async () => {
    const [anna, mia] = [await openAccount("anna-2", 600_000), await openAccount("mia-2", 0)];
    const [approved, rejected, silent] = [
      await send(anna, mia, 150_000),
      await send(anna, mia, 100_000),
      await send(anna, mia, 200_000),
    ];
    for (const each of [approved, rejected, silent]) await reaches(each, "held");
    await holds(anna, 150_000, 450_000);
    const queue = await query("/transfers?status=held&limit=200");
    const waiting: { transferId: string }[] = queue.body.items;
    assert.ok([approved, rejected, silent].every((id) => waiting.some(({ transferId }) => transferId === id)));

    const one = await command("approve-transfer", { transferId: approved, fromAccountId: anna, ...review });
    assert.equal(one.body.status, "succeeded", JSON.stringify(one.body));
    await reaches(approved, "settled");
    await holds(mia, 150_000, 0);

    const no = { transferId: rejected, fromAccountId: anna, ...review, reason: "Not plausible." };
    assert.equal((await command("reject-transfer", no)).body.status, "succeeded");
    assert.equal((await reaches(rejected, "returned")).reason, "review-rejected");
    await holds(anna, 250_000, 200_000);
    const late = await command("approve-transfer", { transferId: rejected, fromAccountId: anna, reviewer: "rob" });
    assert.equal(late.body.status, "rejected");

    await advance("PT71H");
    await reaches(silent, "held");
    await advance("PT1H");
    assert.equal((await reaches(silent, "returned")).reason, "review-expired");
    await holds(anna, 450_000, 0);

    const list = await query(`/transfers?account=${mia}&limit=200`);
    assert.equal(list.body.items.length, 3);
    assert.deepEqual(await told("anna-2", approved, "settled"), ["held", "approved", "settled"]);
    assert.deepEqual(await told("anna-2", rejected, "returned"), ["held", "rejected", "returned"]);
    assert.deepEqual(await told("anna-2", silent, "returned"), ["held", "expired", "returned"]);
  });

  it("asks the guardian above the limit", async () => {
    const [child, shop] = [await openAccount("kim", 60_000, "gran"), await openAccount("lou", 0)];
    const transferId = await send(child, shop, 15_000);
    await reaches(transferId, "awaiting-guardian");
    const asked = await eventually(
      () => query("/notifications?recipient=gran"),
      ({ body }) => JSON.stringify(body).includes("GuardianApprovalRequested"),
    );
    assert.match(JSON.stringify(asked.body), new RegExp(transferId));
    const stranger = await command("allow-transfer", { transferId, fromAccountId: child, guardian: "eve" });
    assert.equal(stranger.body.rejection?.code, "not-guardian");
    const answer = await command("allow-transfer", { transferId, fromAccountId: child, guardian: "gran" });
    assert.equal(answer.body.status, "succeeded", JSON.stringify(answer.body));
    await reaches(transferId, "settled");
    await holds(shop, 15_000, 0);
  });

  it("comes back from a receiver that is not there, after the review too", async () => {
    const anna = await openAccount("anna-3", 600_000);
    const [small, large] = [await send(anna, randomUUID(), 5_000), await send(anna, randomUUID(), 150_000)];
    assert.equal((await reaches(small, "returned")).reason, "account-not-found");
    await reaches(large, "held");
    await command("approve-transfer", { transferId: large, fromAccountId: anna, ...review });
    assert.equal((await reaches(large, "returned")).reason, "account-not-found");
    await holds(anna, 600_000, 0);
  });

  it("lets one of two reviewers win and tells the other", async () => {
    const [anna, mia] = [await openAccount("anna-4", 600_000), await openAccount("mia-4", 0)];
    const transferId = await send(anna, mia, 150_000);
    await reaches(transferId, "held");
    const base = { transferId, fromAccountId: anna };
    const answers = await Promise.all([
      command("approve-transfer", { ...base, reviewer: "rita" }),
      command("reject-transfer", { ...base, reviewer: "rob", reason: "No." }),
    ]);
    assert.deepEqual(answers.map(({ body }) => body.status).sort(), ["rejected", "succeeded"]);
    const winner = answers[0]?.body.status === "succeeded" ? "settled" : "returned";
    await reaches(transferId, winner);
  });

  it("is not moved by events that are delivered again, in any order, after it has ended", async () => {
    const [anna, mia] = [await openAccount("anna-5", 600_000), await openAccount("mia-5", 0)];
    const transferId = await send(anna, mia, 150_000);
    await reaches(transferId, "held");
    await command("approve-transfer", { transferId, fromAccountId: anna, ...review });
    await reaches(transferId, "settled");
    const of = () => webhook.events.filter(({ data }) => data.transferId === transferId);
    await eventually(
      async () => of(),
      (events) => events.some(({ type }) => type.includes("TransferSettled")),
    );
    const before = (await query(`/accounts/${anna}`)).body.version;
    for (const event of of().reverse()) {
      const url = `${system.api}/runtime/webhooks/EventGrid?functionName=processTransfer`;
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/cloudevents+json", "aeg-event-type": "Notification" },
        body: JSON.stringify(event),
      });
      assert.ok(response.ok, `${event.type}: ${response.status} ${await response.text()}`);
    }
    // What could come of it would come before what is sent after it.
    const next = await send(anna, mia, 5_000);
    await reaches(next, "settled");
    await holds(anna, 445_000, 0);
    assert.equal((await query(`/accounts/${anna}`)).body.version, before + 2, "reserved and settled, nothing else");
  });
});

describe("kill -9 of the tree while a transfer waits for its review", () => {
  it("settles when it is approved after the restart, and credits once", async () => {
    const [anna, mia] = [await openAccount("anna-6", 600_000), await openAccount("mia-6", 0)];
    const transferId = await send(anna, mia, 150_000);
    await reaches(transferId, "held");
    await system.kill();
    system = await startSystem(folder.path, port);
    const decided = await command("approve-transfer", { transferId, fromAccountId: anna, reviewer: "rita" });
    assert.equal(decided.body.status, "succeeded", JSON.stringify(decided.body));
    await reaches(transferId, "settled");
    await holds(anna, 450_000, 0);
    await holds(mia, 150_000, 0);
    const { body } = await query(`/accounts/${mia}/statement`);
    assert.equal(body.items.length, 1);
  });
});
