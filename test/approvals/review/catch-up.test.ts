import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { eventually } from "../../support/eventually.ts";
import { startDesk } from "../support/desk.ts";
import { deliver, signIn } from "../support/reviewer.ts";

describe("catching up", () => {
  it("finds what was held before the first event came", async () => {
    await using desk = await startDesk();
    const { platform } = desk;
    const anna = platform.openAccount("anna");
    const mia = platform.openAccount("mia", { guardian: "anna" });
    const { transfer } = platform.hold(anna, mia, 150_000);
    platform.hold(anna, mia, 5_000, { status: "settled" });
    assert.equal(await desk.approvals.catchUp(), true);
    const { waiting } = await (await signIn(desk.approvals.url, "bob")).queue();
    assert.equal(waiting.length, 1);
    assert.equal(waiting[0]?.transferId, transfer.transferId);
    assert.equal(waiting[0]?.until, transfer.until);
    assert.deepEqual(waiting[0]?.to, { accountId: mia.accountId, owner: "mia", guardian: "anna" });
  });

  it("learns what became of everything while it was away", async () => {
    await using desk = await startDesk();
    const { platform } = desk;
    const anna = platform.openAccount("anna");
    const all = Array.from({ length: 5 }, (_, index) => platform.hold(anna, anna, 150_000 + index));
    await deliver(
      desk.approvals.webhookUrl,
      all.map(({ event }) => event),
    );
    const [approved, rejected, expired, settled] = all.map(({ transfer }) => transfer);
    assert.ok(approved && rejected && expired && settled);
    platform.decide(approved, "approved", { reviewer: "dora" });
    platform.decide(rejected, "rejected", { reviewer: "dora", reason: "no" });
    platform.transfers.set(expired.transferId, { ...expired, status: "returned", reason: "review-expired" });
    platform.transfers.set(settled.transferId, { ...settled, status: "settled", reviewer: "emil" });
    await desk.restart();
    await desk.approvals.catchUp();
    const { waiting, decided } = await (await signIn(desk.approvals.url, "bob")).queue();
    assert.equal(waiting.length, 1);
    const short = new Map(decided.map((view) => [view.amount, [view.status, view.reviewer, view.ending]]));
    assert.deepEqual(short.get(150_000), ["approved", "dora", undefined]);
    assert.deepEqual(short.get(150_001), ["rejected", "dora", undefined]);
    assert.deepEqual(short.get(150_002), ["expired", undefined, "released"]);
    assert.deepEqual(short.get(150_003), ["approved", "emil", "settled"]);
  });

  it("an event that comes later puts right what was concluded", async () => {
    await using desk = await startDesk();
    const anna = desk.platform.openAccount("anna");
    const { transfer, event } = desk.platform.hold(anna, anna, 150_000);
    await deliver(desk.approvals.webhookUrl, event);
    const approved = desk.platform.decide(transfer, "approved", { reviewer: "dora" });
    await desk.approvals.catchUp();
    await deliver(desk.approvals.webhookUrl, { ...approved, time: "2026-01-01T00:00:00.000Z" });
    const { decided } = await (await signIn(desk.approvals.url, "bob")).queue();
    assert.equal(decided[0]?.decidedAt, "2026-01-01T00:00:00.000Z");
  });

  it("asks for an end whose event came before the transfer was known here", async () => {
    await using desk = await startDesk();
    const { platform, approvals } = desk;
    const anna = platform.openAccount("anna");
    const { transfer, event } = platform.hold(anna, anna, 150_000);
    const approved = platform.decide(transfer, "approved", { reviewer: "dora" });
    platform.transfers.set(transfer.transferId, { ...transfer, status: "settled", reviewer: "dora" });
    const settled = { ...approved, id: "settled", type: "credits.TransferSettled.v1" };
    for (const one of [settled, approved, event]) assert.equal((await deliver(approvals.webhookUrl, one)).status, 200);
    const bob = await signIn(approvals.url, "bob");
    assert.equal((await bob.queue()).decided[0]?.ending, undefined);
    await approvals.catchUp();
    const view = (await bob.queue()).decided[0];
    assert.deepEqual([view?.status, view?.reviewer, view?.ending], ["approved", "dora", "settled"]);
  });

  it("says that the platform is away, keeps what is known, and says when it is back", async () => {
    await using desk = await startDesk();
    const anna = desk.platform.openAccount("anna");
    const { event, transfer } = desk.platform.hold(anna, anna, 150_000);
    desk.platform.status = 503;
    await deliver(desk.approvals.webhookUrl, event);
    assert.equal(await desk.approvals.catchUp(), false);
    const bob = await signIn(desk.approvals.url, "bob");
    const away = await bob.queue();
    assert.deepEqual([away.link.api, away.link.detail, away.waiting.length], ["down", "The store is away", 1]);
    assert.equal(away.waiting[0]?.from.owner, undefined);
    const { body } = await bob.detail(`${anna.accountId}/${transfer.transferId}`);
    assert.match(body.problem ?? "", /The store is away/);
    desk.platform.status = undefined;
    assert.equal(await desk.approvals.catchUp(), true);
    const back = await bob.queue();
    assert.deepEqual([back.link.api, back.waiting[0]?.from.owner], ["up", "anna"]);
  });

  it("tells open pages of every change", async () => {
    await using desk = await startDesk();
    const { cookie } = await signIn(desk.approvals.url, "bob");
    const response = await fetch(`${desk.approvals.url}/api/stream`, { headers: { cookie } });
    let heard = "";
    const listening = (async () => {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += chunk;
    })();
    const anna = desk.platform.openAccount("anna");
    const { event, transfer } = desk.platform.hold(anna, anna, 150_000);
    await deliver(desk.approvals.webhookUrl, event);
    await eventually(
      () => heard,
      (text) => text.includes('"owner":"anna"'),
    );
    assert.match(heard, /^retry: 1000\n\nevent: ready/);
    assert.ok(heard.includes(`"transferId":"${transfer.transferId}"`));
    // A page that is open does not keep the application from stopping.
    await desk.approvals.stop();
    await listening;
  });

  it("shows the sender's other transfers, newest first", async () => {
    await using desk = await startDesk();
    const { platform } = desk;
    const anna = platform.openAccount("anna");
    const mia = platform.openAccount("mia");
    const { transfer, event } = platform.hold(anna, mia, 150_000, { note: "<b>bold</b>" });
    for (const month of [1, 3, 2])
      platform.hold(anna, mia, month, { status: "settled", requestedAt: `2025-0${month}-01T00:00:00Z` });
    platform.hold(mia, anna, 99, { status: "settled" });
    await deliver(desk.approvals.webhookUrl, event);
    const bob = await signIn(desk.approvals.url, "bob");
    const { body } = await bob.detail(`${anna.accountId}/${transfer.transferId}`);
    assert.deepEqual(
      body.earlier?.map(({ amount }) => amount),
      [3, 2, 1],
    );
    assert.equal(body.note, "<b>bold</b>");
    assert.equal(body.sender?.owner, "anna");
    assert.equal(body.problem, undefined);
  });
});
