import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PlannedAccount } from "../../console/plan/accounts.ts";
import { sendersAmong } from "../../console/plan/people.ts";

const accounts: readonly PlannedAccount[] = [
  { role: "child", open: { accountId: "a1", owner: "mia", currency: "EUR", guardian: "anna" } },
  { role: "regular", open: { accountId: "b1", owner: "ben", currency: "EUR" } },
];
const senderOf = sendersAmong(accounts);
const holder = (name: string) => ({ name, role: "holder" });
const operator = { name: "operator", role: "operator" };

describe("who sends a command", () => {
  it("is the owner of what is moved", () => {
    for (const type of ["TransferCredits", "PayMerchant"] as const) {
      assert.deepEqual(senderOf(type, { fromAccountId: "a1", toAccountId: "b1" }), holder("mia"));
    }
    for (const type of ["LoadCredits", "CloseAccount"] as const) {
      assert.deepEqual(senderOf(type, { accountId: "b1" }), holder("ben"));
    }
  });

  it("is whoever opens or registers, also for an id that is taken", () => {
    assert.deepEqual(senderOf("OpenAccount", { accountId: "a1", owner: "stranger" }), holder("stranger"));
    assert.deepEqual(senderOf("RegisterMerchant", { merchantId: "m1", owner: "shop" }), holder("shop"));
  });

  it("is the guardian of the account, and for a stranger's answer the operator", () => {
    for (const type of ["AllowTransfer", "DenyTransfer"] as const) {
      assert.deepEqual(senderOf(type, { fromAccountId: "a1", guardian: "anna" }), holder("anna"));
      assert.deepEqual(senderOf(type, { fromAccountId: "a1", guardian: "ben" }), operator);
      assert.deepEqual(senderOf(type, { fromAccountId: "b1", guardian: "anna" }), operator);
    }
  });

  it("is the reviewer", () => {
    const rita = { name: "rita", role: "reviewer" };
    assert.deepEqual(senderOf("ApproveTransfer", { fromAccountId: "a1", reviewer: "rita" }), rita);
    assert.deepEqual(senderOf("RejectTransfer", { fromAccountId: "x", reviewer: "rita" }), rita);
  });

  it("is the operator for what nobody has, and for payloads that say nothing", () => {
    assert.deepEqual(senderOf("TransferCredits", { fromAccountId: "unknown" }), operator);
    for (const data of [null, [], 7, { owner: "" }, { guardian: undefined }]) {
      assert.deepEqual(senderOf("OpenAccount", data), operator);
      assert.deepEqual(senderOf("AllowTransfer", data), operator);
      assert.equal(senderOf("RejectTransfer", data).role, "reviewer");
    }
  });
});
