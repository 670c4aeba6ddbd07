import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { messageFrom, noLog } from "eventwright/testing";
import * as messages from "../../generated/messages/index.ts";
import type { Account } from "../../generated/types.ts";
import { account } from "../../handlers/account/index.ts";
import { merchant } from "../../handlers/merchant/index.ts";
import { balanceChanged } from "../../handlers/notifiers/balance-changed.ts";
import { guardianApprovalRequested } from "../../handlers/notifiers/guardian-approval-requested.ts";
import { paymentReceived } from "../../handlers/notifiers/payment-received.ts";
import { transferProgressed } from "../../handlers/notifiers/transfer-progressed.ts";
import { transferStuck } from "../../handlers/notifiers/transfer-stuck.ts";

const all = Object.values(messages);
const transferId = "3f0c7c1e-58b4-4c42-9d43-6a0f0d0a4e11";
const mia = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const anna = "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77";
const cafe = "b7c3f8a2-2d64-4f0e-9a6b-1e8d7c5f4b30";
const paymentId = "7d1f2c90-4b1e-4a55-8f0a-5c2d9e6b3a21";
const until = "2026-01-04T00:00:00.000Z";
const transfer = { transferId, fromAccountId: mia, toAccountId: anna, amount: 12_000, currency: "EUR" };
const payment = { paymentId, fromAccountId: mia, merchantId: cafe, amount: 2_500, currency: "EUR" };
const account0: Account = {
  accountId: mia,
  owner: "mia",
  guardian: "anna",
  currency: "EUR",
  balance: 500,
  held: 12_000,
  status: "open",
  version: 3,
};

/** What the notifier makes of an event; the payload must be what the contract says. */
async function told(
  notifier: object,
  notification: (typeof all)[number],
  event: { readonly name: string; readonly data: unknown },
  document: unknown = account0,
): Promise<unknown> {
  const notify = (notifier as Record<string, (event: unknown, document: unknown) => unknown>)[event.name];
  const data = notify?.(messageFrom(all, event, 4), document);
  const parsed = await notification.parse(data);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return data;
}

describe("telling of a transfer", () => {
  const { TransferProgressed } = messages;
  const news = { recipient: "mia", ...transfer };
  for (const [event, change] of [
    [messages.GuardianAsked.create({ ...transfer, guardian: "anna", until }), { status: "awaiting-guardian", until }],
    [messages.GuardianAllowed.create({ ...transfer, guardian: "anna" }), { status: "guardian-allowed" }],
    [
      messages.GuardianDenied.create({ ...transfer, guardian: "anna", reason: "No" }),
      { status: "guardian-denied", reason: "No" },
    ],
    [messages.TransferHeld.create({ ...transfer, reason: "large-amount", decideBy: until }), { status: "held", until }],
    [messages.TransferApproved.create({ ...transfer, reviewer: "rita" }), { status: "approved" }],
    [
      messages.TransferRejected.create({ ...transfer, reviewer: "rita", reason: "No" }),
      { status: "rejected", reason: "No" },
    ],
    [messages.TransferExpired.create({ ...transfer, stage: "review" }), { status: "expired" }],
    [messages.TransferSettled.create(transfer), { status: "settled" }],
    [
      messages.TransferReleased.create({ ...transfer, reason: "review-expired" }),
      { status: "returned", reason: "review-expired" },
    ],
  ] as const) {
    it(`tells the sender of ${event.name}`, async () =>
      assert.deepEqual(await told(transferProgressed, TransferProgressed, event), { ...news, ...change }));
  }
  it("asks the guardian", async () => {
    const asked = messages.GuardianAsked.create({ ...transfer, guardian: "anna", until });
    const request = await told(guardianApprovalRequested, messages.GuardianApprovalRequested, asked);
    assert.deepEqual(request, { recipient: "anna", ...transfer, until, owner: "mia" });
  });
  it("tells the sender that it is stuck", async () => {
    const { CreditsReserved, TransferStuck } = messages;
    const failure = { instanceId: "transfer-1", error: "No.", deadLetter: "letter" };
    const started = (data: object) =>
      messageFrom(all, { name: "CreditsReserved", data: { ...transfer, ...data } }, 3) as InstanceType<
        typeof CreditsReserved
      >;
    const data = transferStuck.transfer({ ...failure, started: started({ owner: "mia" }) });
    assert.deepEqual(data, { recipient: "mia", ...transfer, deadLetter: "letter" });
    assert.ok((await TransferStuck.parse(data)).ok);
    assert.equal(transferStuck.transfer({ ...failure, started: started({}) })?.recipient, mia);
  });
});

describe("telling of a payment", () => {
  it("tells the payer what the account holds now", async () => {
    const { BalanceChanged } = messages;
    const { status: _status, guardian: _guardian, owner: recipient, ...rest } = account0;
    for (const [event, cause] of [
      [messages.PaymentReserved.create(payment), "payment-sent"],
      [messages.PaymentSettled.create(payment), "payment-settled"],
      [messages.PaymentReleased.create({ ...payment, reason: "currency-mismatch" }), "payment-returned"],
    ] as const) {
      assert.deepEqual(await told(balanceChanged, BalanceChanged, event), { ...rest, recipient, cause });
    }
  });
  it("tells the merchant's owner", async () => {
    const taken = messages.PaymentTaken.create({ ...payment, fee: 1, credited: 2_499, note: "Table 7" });
    const data = await told(paymentReceived, messages.PaymentReceived, taken, { owner: "carla" });
    assert.deepEqual(data, { recipient: "carla", ...payment, fee: 1, credited: 2_499, note: "Table 7" });
  });
});

describe("telling of a refused command", () => {
  const state = account.evolve.AccountOpened(account.initialState(), {
    data: { accountId: mia, owner: "mia", currency: "EUR", guardian: "anna" },
  } as never);
  const recipient = (draft: { readonly name: string; readonly data: unknown }, known = state) =>
    account.notify.CommandRejected(
      { command: messageFrom(all, draft) as never, code: "not-guardian", message: "No." },
      known,
      { log: noLog },
    )?.recipient;
  const here = { transferId, fromAccountId: mia };
  it("tells whoever decided", () => {
    assert.equal(recipient(messages.ApproveTransfer.create({ ...here, reviewer: "rita" })), "rita");
    assert.equal(recipient(messages.RejectTransfer.create({ ...here, reviewer: "rita", reason: "No" })), "rita");
    assert.equal(recipient(messages.AllowTransfer.create({ ...here, guardian: "eve" })), "eve");
    assert.equal(recipient(messages.DenyTransfer.create({ ...here, guardian: "eve" })), "eve");
  });
  it("tells the payer, or the account id where there is none", () => {
    assert.equal(recipient(messages.PayMerchant.create(payment)), "mia");
    assert.equal(recipient(messages.PayMerchant.create(payment), account.initialState()), mia);
  });
  it("tells whoever wanted to register a merchant", () => {
    const command = messages.RegisterMerchant.create({ merchantId: cafe, name: "Café", owner: "eve", currency: "EUR" });
    const told = { command: messageFrom(all, command) as never, code: "merchant-exists" as const, message: "No." };
    const known = { status: "registered", owner: "carla", currency: "EUR", gross: 0 } as const;
    assert.equal(merchant.notify.CommandRejected(told, known, { log: noLog })?.recipient, "eve");
  });
});
