import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { startDesk, type TestDesk } from "../support/desk.ts";
import type { TransferEvent } from "../support/fake-platform.ts";
import { deliver, type Reviewer, signIn } from "../support/reviewer.ts";

describe("deciding", () => {
  let desk: TestDesk;
  let bob: Reviewer;
  let carla: Reviewer;
  let key: string;
  let held: ReturnType<TestDesk["platform"]["hold"]>;
  const send = (event: TransferEvent) => deliver(desk.approvals.webhookUrl, event);
  before(async () => {
    desk = await startDesk();
    bob = await signIn(desk.approvals.url, "bob");
    carla = await signIn(desk.approvals.url, "carla");
  });
  beforeEach(async () => {
    const { platform } = desk;
    platform.posts.length = 0;
    platform.onPost = async () => {};
    held = platform.hold(platform.openAccount("anna"), platform.openAccount("mia"), 150_000);
    key = `${held.transfer.fromAccountId}/${held.transfer.transferId}`;
    await send(held.event);
  });
  after(() => desk[Symbol.asyncDispose]());

  it("approves, in the reviewer's name", async () => {
    const { status, body } = await bob.decide(key, "approve");
    assert.equal(status, 200);
    assert.equal(body.result, "decided");
    const { transferId, fromAccountId } = held.transfer;
    assert.deepEqual(desk.platform.posts[0]?.body, { transferId, fromAccountId, reviewer: "bob" });
    const { waiting, decided } = await bob.queue();
    assert.equal(waiting.length, 0);
    assert.equal(decided[0]?.reviewer, "bob");
  });

  it("goes on with the trace of the event that asked for it", async () => {
    const other = desk.platform.hold(desk.platform.openAccount("anna"), desk.platform.openAccount("mia"), 150_000);
    const thread = {
      correlationid: "the-transfer",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      tracestate: "shop=1",
    };
    await send({ ...other.event, ...thread });
    await bob.decide(`${other.transfer.fromAccountId}/${other.transfer.transferId}`, "approve");
    const { "x-correlation-id": correlationid, traceparent, tracestate } = desk.platform.posts[0]?.headers ?? {};
    assert.deepEqual({ correlationid, traceparent, tracestate }, thread);
    await bob.decide(key, "approve");
    assert.equal(desk.platform.posts[1]?.headers["traceparent"], undefined);
  });

  it("rejects with a reason, and not without", async () => {
    assert.equal((await bob.decide(key, "reject", "  ")).body.code, "reason-missing");
    assert.equal((await bob.decide(key, "reject", "x".repeat(281))).body.code, "invalid-reason");
    assert.equal(desk.platform.posts.length, 0);
    const { body } = await bob.decide(key, "reject", " Not plausible ");
    assert.equal(body.result, "decided");
    assert.equal(desk.platform.transfers.get(held.transfer.transferId)?.reviewReason, "Not plausible");
  });

  it("a double click is one decision", async () => {
    const both = await Promise.all([bob.decide(key, "approve"), bob.decide(key, "approve")]);
    assert.deepEqual(
      both.map(({ body }) => body.result),
      ["decided", "decided"],
    );
    assert.equal(new Set(desk.platform.posts.map((post) => post.key)).size, 1);
    assert.equal((await bob.decide(key, "approve")).body.result, "decided");
    assert.equal(desk.platform.events.filter(({ type }) => type === "credits.TransferApproved.v1").length >= 1, true);
    const ofThis = desk.platform.events.filter(
      ({ type, data }) => type !== "credits.TransferHeld.v1" && data["transferId"] === held.transfer.transferId,
    );
    assert.equal(ofThis.length, 1);
  });

  it("of two reviewers at once one wins, and the other is told by whom", async () => {
    // Both are past every check here before either is decided there.
    const gate = Promise.withResolvers<void>();
    let arrived = 0;
    desk.platform.onPost = () => {
      if (++arrived === 2) gate.resolve();
      return gate.promise;
    };
    const [one, other] = await Promise.all([bob.decide(key, "approve"), carla.decide(key, "reject", "no")]);
    const results = [one.body.result, other.body.result];
    assert.deepEqual(results.toSorted(), ["decided", "too-late"]);
    const [winner, loser, name] =
      results[0] === "decided" ? ([one, other, "bob"] as const) : ([other, one, "carla"] as const);
    assert.ok(winner.body.result === "decided" && loser.body.result === "too-late");
    assert.equal(loser.body.transfer.reviewer, name);
    assert.equal(loser.body.transfer.status, winner.body.transfer.status);
  });

  it("tells who was faster as soon as the event arrives", async () => {
    const event = desk.platform.decide(held.transfer, "rejected", { reviewer: "dora", reason: "known fraud" });
    desk.platform.onPost = async () => void setTimeout(() => void send(event), 50);
    const { body } = await bob.decide(key, "approve");
    assert.ok(body.result === "too-late");
    assert.equal(body.transfer.reviewer, "dora");
    assert.equal(body.transfer.reason, "known fraud");
  });

  it("asks the platform when the event does not arrive", async () => {
    desk.platform.decide(held.transfer, "expired");
    const { body } = await bob.decide(key, "approve");
    assert.ok(body.result === "too-late");
    assert.equal(body.transfer.status, "expired");
  });

  it("tells who was faster also when the transfer has ended since", async () => {
    const { platform } = desk;
    platform.transfers.set(held.transfer.transferId, { ...held.transfer, status: "settled", reviewer: "dora" });
    const { body } = await bob.decide(key, "reject", "no");
    assert.ok(body.result === "too-late");
    assert.deepEqual(
      [body.transfer.status, body.transfer.reviewer, body.transfer.ending],
      ["approved", "dora", "settled"],
    );
  });

  it("says at once what is on the desk already, without asking", async () => {
    await send(desk.platform.decide(held.transfer, "approved", { reviewer: "dora" }));
    const { body } = await bob.decide(key, "reject", "no");
    assert.ok(body.result === "too-late");
    assert.equal(body.transfer.reviewer, "dora");
    assert.equal(desk.platform.posts.length, 0);
  });

  it("says that the platform is away, and decides once it is back", async () => {
    desk.platform.status = 503;
    const { status, body } = await bob.decide(key, "approve");
    desk.platform.status = undefined;
    assert.equal(status, 503);
    assert.equal(body.code, "platform-unavailable");
    assert.match(body.detail ?? "", /The store is away/);
    assert.equal((await bob.queue()).waiting.length, 1);
    assert.equal((await bob.decide(key, "approve")).body.result, "decided");
  });

  it("knows only what is on the desk", async () => {
    assert.equal((await bob.decide("a/b", "approve")).status, 404);
    desk.platform.transfers.delete(held.transfer.transferId);
    assert.equal((await bob.decide(key, "approve")).body.result, "unknown-transfer");
  });
});
