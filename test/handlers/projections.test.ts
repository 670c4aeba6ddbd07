import { describe, it } from "node:test";
import { givenDocument } from "eventwright/testing";
import * as messages from "../../generated/messages/index.ts";
import { accounts } from "../../handlers/read-models/accounts.ts";
import { statements } from "../../handlers/read-models/statements.ts";
import { takings } from "../../handlers/read-models/takings.ts";

const all = Object.values(messages);
const { AccountClosed, AccountOpened, CreditsLoaded, CreditsReserved, TransferReleased, TransferSettled } = messages;
const { MerchantRegistered, PaymentReleased, PaymentReserved, PaymentSettled, PaymentTaken } = messages;
const accountId = "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77";
const toAccountId = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const opened = AccountOpened.create({ accountId, owner: "mia", currency: "EUR", guardian: "anna" });
const loadId = "2b0d7a86-5a43-4a52-8c06-0f64c2b7a3c4";
const loaded = CreditsLoaded.create({ accountId, loadId, amount: 10_000, fee: 2, credited: 9_998, currency: "EUR" });
const transferId = "9a5f0f0e-30a7-4a6d-8c1b-6a4b4a7f1f10";
const transfer = { transferId, fromAccountId: accountId, toAccountId, amount: 4_000, currency: "EUR" };
const merchantId = "b7c3f8a2-2d64-4f0e-9a6b-1e8d7c5f4b30";
const paymentId = "7d1f2c90-4b1e-4a55-8f0a-5c2d9e6b3a21";
const payment = { paymentId, fromAccountId: accountId, merchantId, amount: 2_500, currency: "EUR" };
const account = { accountId, owner: "mia", currency: "EUR", guardian: "anna", status: "open" };

describe("the read model accounts", () => {
  it("shows what is on hold apart from the balance", () =>
    givenDocument(accounts, all)
      .when(opened, loaded, CreditsReserved.create(transfer))
      .thenDocument({ ...account, balance: 5_998, held: 4_000, version: 3 }));
  it("ends the hold when the transfer is settled", () =>
    givenDocument(accounts, all)
      .when(opened, loaded, CreditsReserved.create(transfer), TransferSettled.create(transfer))
      .thenDocument({ ...account, balance: 5_998, held: 0, version: 4 }));
  it("gives back what is released", () =>
    givenDocument(accounts, all)
      .when(
        opened,
        loaded,
        CreditsReserved.create(transfer),
        TransferReleased.create({ ...transfer, reason: "account-closed" }),
      )
      .thenDocument({ ...account, balance: 9_998, held: 0, version: 4 }));
  it("holds a payment until it is settled", () => {
    const reserved = PaymentReserved.create(payment);
    givenDocument(accounts, all)
      .when(opened, loaded, reserved)
      .thenDocument({ ...account, balance: 7_498, held: 2_500, version: 3 });
    givenDocument(accounts, all)
      .when(opened, loaded, reserved, PaymentSettled.create(payment))
      .thenDocument({ ...account, balance: 7_498, held: 0, version: 4 });
    givenDocument(accounts, all)
      .when(opened, loaded, reserved, PaymentReleased.create({ ...payment, reason: "merchant-not-found" }))
      .thenDocument({ ...account, balance: 9_998, held: 0, version: 4 });
  });
  it("shows that an account is closed", () =>
    givenDocument(accounts, all)
      .when(opened, AccountClosed.create({ accountId }))
      .thenDocument({ ...account, status: "closed", balance: 0, held: 0, version: 2 }));
});

describe("the read model statements", () => {
  const line = { accountId, at: "2026-01-01T00:00:00.000Z", version: 1, currency: "EUR" };
  it("shows a load with its fee", () =>
    givenDocument(statements, all)
      .when(loaded)
      .thenDocument({ ...line, kind: "load", amount: 9_998, fee: 2, loadId }));
  it("shows a transfer as a negative amount, with its note", () =>
    givenDocument(statements, all)
      .when(CreditsReserved.create({ ...transfer, note: "Rent" }))
      .thenDocument({
        ...line,
        kind: "transfer-sent",
        amount: -4_000,
        transferId,
        counterparty: toAccountId,
        note: "Rent",
      }));
  it("shows a payment, and that it came back", () => {
    const paid = { ...line, paymentId, merchantId };
    givenDocument(statements, all)
      .when(PaymentReserved.create({ ...payment, note: "Table 7" }))
      .thenDocument({ ...paid, kind: "payment-sent", amount: -2_500, note: "Table 7" });
    givenDocument(statements, all)
      .when(PaymentReleased.create({ ...payment, reason: "merchant-not-found" }))
      .thenDocument({ ...paid, kind: "payment-returned", amount: 2_500 });
  });
});

describe("the read model takings", () => {
  const merchant = { merchantId, name: "Corner Café", owner: "carla", currency: "EUR" };
  const registered = MerchantRegistered.create(merchant);
  const taken = PaymentTaken.create({ ...payment, fee: 1, credited: 2_499 });
  it("begins with nothing", () =>
    givenDocument(takings, all)
      .when(registered)
      .thenDocument({ ...merchant, payments: 0, gross: 0, fees: 0, net: 0, version: 1 }));
  it("adds up what was taken", () =>
    givenDocument(takings, all)
      .when(registered, taken, taken)
      .thenDocument({ ...merchant, payments: 2, gross: 5_000, fees: 2, net: 4_998, version: 3 }));
});
