import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { startExample } from "./support/example.ts";

/** Anna with 3,000.00 and her child Mia with 1,500.00. */
async function family() {
  const example = startExample();
  const anna = await example.open("anna", 300_000);
  const mia = await example.open("mia", 150_000, { guardian: "anna" });
  const transfer = async (fromAccountId: string, toAccountId: string, amount: number) => {
    const transferId = randomUUID();
    await example.send("transfer-credits", { transferId, fromAccountId, toAccountId, amount, currency: "EUR" });
    return { transferId, fromAccountId };
  };
  const status = async ({ transferId }: { readonly transferId: string }) => {
    const { status, reason } = await example.get(`/transfers/${transferId}`);
    return reason === undefined ? status : `${status}: ${reason}`;
  };
  const progress = async (recipient: string) =>
    (await example.told(recipient, "TransferProgressed")).map(({ status }: { status: string }) => status);
  return { ...example, anna, mia, transfer, status, progress };
}

describe("a transfer from the sender to the receiver", () => {
  it("goes through at once below the threshold", async () => {
    const { anna, mia, transfer, holds, status, progress, told } = await family();
    const small = await transfer(anna, mia, 5_000);
    assert.equal(await status(small), "settled");
    assert.deepEqual(
      [await holds(anna), await holds(mia)],
      [
        [295_000, 0],
        [155_000, 0],
      ],
    );
    assert.deepEqual(await progress("anna"), ["settled"]);
    assert.equal((await told("mia", "TransferReceived"))[0].amount, 5_000);
  });

  it("is held from the threshold on, and goes through when approved", async () => {
    const { anna, mia, transfer, holds, status, progress, get, send } = await family();
    const just = await transfer(anna, mia, 99_999);
    const large = await transfer(anna, mia, 100_000);
    assert.deepEqual([await status(just), await status(large)], ["settled", "held"]);
    assert.deepEqual(await holds(anna), [100_001, 100_000]);
    const held = (await get("/transfers?status=held")).items;
    assert.deepEqual(
      held.map(({ transferId }: { transferId: string }) => transferId),
      [large.transferId],
    );
    assert.equal(Math.round((Date.parse(held[0].until) - Date.parse(held[0].updatedAt)) / 3_600_000), 72);
    assert.equal((await send("approve-transfer", { ...large, reviewer: "rita", reason: "Known" })).status, "succeeded");
    assert.equal(await status(large), "settled");
    assert.deepEqual(
      [await holds(anna), await holds(mia)],
      [
        [100_001, 0],
        [349_999, 0],
      ],
    );
    const { reviewer, reviewReason, until } = await get(`/transfers/${large.transferId}`);
    assert.deepEqual([reviewer, reviewReason, until], ["rita", "Known", undefined]);
    assert.deepEqual(await progress("anna"), ["settled", "held", "approved", "settled"]);
  });

  it("comes back when a reviewer rejects it; the second reviewer is refused", async () => {
    const { anna, mia, transfer, holds, status, send, told } = await family();
    const large = await transfer(anna, mia, 150_000);
    await send("reject-transfer", { ...large, reviewer: "rita", reason: "Unknown" });
    assert.equal(await status(large), "returned: review-rejected");
    assert.deepEqual(
      [await holds(anna), await holds(mia)],
      [
        [300_000, 0],
        [150_000, 0],
      ],
    );
    assert.equal((await send("approve-transfer", { ...large, reviewer: "rob" })).status, "rejected");
    assert.equal((await told("rob", "CommandRejected"))[0].code, "transfer-not-found");
  });

  it("comes back when nobody decides in 72 hours", async () => {
    const { app, anna, mia, transfer, holds, status, progress } = await family();
    const large = await transfer(anna, mia, 150_000);
    await app.advance("PT71H");
    assert.equal(await status(large), "held");
    await app.advance("PT2H");
    assert.equal(await status(large), "returned: review-expired");
    assert.deepEqual(
      [await holds(anna), await holds(mia)],
      [
        [300_000, 0],
        [150_000, 0],
      ],
    );
    assert.deepEqual(await progress("anna"), ["held", "expired", "returned"]);
  });

  it("asks a child's guardian above the limit", async () => {
    const { anna, mia, transfer, holds, status, send, told } = await family();
    assert.equal(await status(await transfer(mia, anna, 10_000)), "settled");
    const more = await transfer(mia, anna, 10_001);
    assert.equal(await status(more), "awaiting-guardian");
    const [request] = await told("anna", "GuardianApprovalRequested");
    assert.deepEqual([request.transferId, request.owner, request.amount], [more.transferId, "mia", 10_001]);
    const eve = await send("allow-transfer", { ...more, guardian: "eve" });
    assert.equal(eve.rejection.code, "not-guardian");
    await send("allow-transfer", { ...more, guardian: "anna" });
    assert.equal(await status(more), "settled");
    assert.deepEqual(
      [await holds(anna), await holds(mia)],
      [
        [320_001, 0],
        [129_999, 0],
      ],
    );
  });

  it("comes back when the guardian says no, or nothing for a day", async () => {
    const { app, anna, mia, transfer, holds, status, send } = await family();
    const denied = await transfer(mia, anna, 20_000);
    await send("deny-transfer", { ...denied, guardian: "anna" });
    assert.equal(await status(denied), "returned: guardian-denied");
    const silent = await transfer(mia, anna, 20_000);
    await app.advance("PT25H");
    assert.equal(await status(silent), "returned: guardian-expired");
    assert.deepEqual(await holds(mia), [150_000, 0]);
  });

  it("passes the guardian and then the reviewer", async () => {
    const { anna, mia, transfer, holds, status, send, progress } = await family();
    const large = await transfer(mia, anna, 120_000);
    assert.equal(await status(large), "awaiting-guardian");
    await send("allow-transfer", { ...large, guardian: "anna" });
    assert.equal(await status(large), "held");
    await send("approve-transfer", { ...large, reviewer: "rita" });
    assert.equal(await status(large), "settled");
    assert.deepEqual(
      [await holds(anna), await holds(mia)],
      [
        [420_000, 0],
        [30_000, 0],
      ],
    );
    const steps = ["awaiting-guardian", "guardian-allowed", "held", "approved", "settled"];
    assert.deepEqual(await progress("mia"), steps);
  });

  it("comes back when the receiver is unknown, closed or of another currency", async () => {
    const { anna, open, send, transfer, holds, status, get } = await family();
    const closed = await open("otto");
    await send("close-account", { accountId: closed });
    const usd = await open("uma", 0, { currency: "USD" });
    assert.equal(await status(await transfer(anna, randomUUID(), 1_000)), "returned: account-not-found");
    assert.equal(await status(await transfer(anna, closed, 1_000)), "returned: account-closed");
    assert.equal(await status(await transfer(anna, usd, 1_000)), "returned: currency-mismatch");
    assert.deepEqual(await holds(anna), [300_000, 0]);
    assert.equal((await get(`/transfers?account=${usd}`)).items.length, 1);
    assert.equal((await get(`/transfers?account=${anna}`)).items.length, 3);
  });
});
