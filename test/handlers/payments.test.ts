import { describe, it } from "node:test";
import { given, whenReacting } from "eventwright/testing";
import * as messages from "../../generated/messages/index.ts";
import { account } from "../../handlers/account/index.ts";
import { merchant } from "../../handlers/merchant/index.ts";
import { creditMerchant } from "../../handlers/reactions/credit-merchant.ts";
import { settlePayment } from "../../handlers/reactions/settle-payment.ts";

const all = Object.values(messages);
const { AccountClosed, AccountOpened, CloseAccount, CreditsLoaded, TransferCredits } = messages;
const { MerchantRegistered, PayMerchant, RegisterMerchant, ReleasePayment, SettlePayment, TakePayment } = messages;
const { PaymentRefused, PaymentReleased, PaymentReserved, PaymentSettled, PaymentTaken } = messages;

const anna = "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77";
const cafe = "b7c3f8a2-2d64-4f0e-9a6b-1e8d7c5f4b30";
const paymentId = "7d1f2c90-4b1e-4a55-8f0a-5c2d9e6b3a21";
const payment = { paymentId, fromAccountId: anna, merchantId: cafe, amount: 6_000, currency: "EUR" };
const opened = AccountOpened.create({ accountId: anna, owner: "anna", currency: "EUR" });
const loaded = (credited: number) =>
  CreditsLoaded.create({ accountId: anna, loadId: paymentId, amount: credited, fee: 0, credited, currency: "EUR" });
const reserved = PaymentReserved.create({ ...payment, note: "Table 7" });
const settled = PaymentSettled.create(payment);
const released = PaymentReleased.create({ ...payment, reason: "merchant-not-found" });
const payer = (...events: Parameters<typeof given>[2][]) => given(account, all, ...events);

describe("paying a merchant", () => {
  const pay = PayMerchant.create({ ...payment, note: "Table 7" });
  it("puts the credits on hold", () => payer(opened, loaded(6_000)).when(pay).thenEvents(reserved));
  it("is refused without enough credits", () =>
    payer(opened, loaded(5_999)).when(pay).thenRejected("insufficient-credits"));
  it("is refused for an unknown account", () => payer().when(pay).thenRejected("account-not-found"));
  it("is refused for a closed account", () =>
    payer(opened, AccountClosed.create({ accountId: anna }))
      .when(pay)
      .thenRejected("account-closed"));
  it("is refused in another currency", () =>
    payer(opened, loaded(6_000))
      .when(PayMerchant.create({ ...payment, currency: "USD" }))
      .thenRejected("currency-mismatch"));
  it("is refused twice under one id at a time", () =>
    payer(opened, loaded(20_000), reserved).when(pay).thenRejected("payment-exists"));
  it("keeps the credits from being spent, and the account from being closed", () => {
    const send = { transferId: paymentId, fromAccountId: anna, toAccountId: cafe, amount: 1, currency: "EUR" };
    payer(opened, loaded(6_000), reserved).when(TransferCredits.create(send)).thenRejected("insufficient-credits");
    payer(opened, loaded(6_000), reserved)
      .when(CloseAccount.create({ accountId: anna }))
      .thenRejected("balance-not-zero");
  });
});

describe("ending a payment's hold", () => {
  const settle = SettlePayment.create({ paymentId, fromAccountId: anna });
  const release = ReleasePayment.create({ paymentId, fromAccountId: anna, reason: "merchant-not-found" });
  const underWay = [opened, loaded(6_000), reserved];
  it("settles", () =>
    payer(...underWay)
      .when(settle)
      .thenEvents(settled));
  it("gives back", () =>
    payer(...underWay)
      .when(release)
      .thenEvents(released));
  it("happens once", () => {
    payer(...underWay, settled)
      .when(settle)
      .thenNothing();
    payer(...underWay, settled)
      .when(release)
      .thenNothing();
    payer(...underWay, released)
      .when(release)
      .thenNothing();
  });
  it("leaves nothing behind", () => {
    payer(...underWay, settled)
      .when(CloseAccount.create({ accountId: anna }))
      .thenEvents(AccountClosed.create({ accountId: anna }));
    payer(...underWay, released)
      .when(PayMerchant.create({ ...payment, note: "Table 7" }))
      .thenEvents(reserved);
  });
});

describe("a merchant", () => {
  const data = { merchantId: cafe, name: "Corner Café", owner: "carla", currency: "EUR" };
  const registered = MerchantRegistered.create(data);
  const take = TakePayment.create({ ...payment, note: "Table 7" });
  const cafeAfter = (...events: Parameters<typeof given>[2][]) => given(merchant, all, ...events);
  it("is registered once", () => {
    cafeAfter().when(RegisterMerchant.create(data)).thenEvents(registered);
    cafeAfter(registered).when(RegisterMerchant.create(data)).thenRejected("merchant-exists");
  });
  it("takes a payment less 0.025 %, half to even", () =>
    cafeAfter(registered)
      .when(take)
      .thenEvents(PaymentTaken.create({ ...payment, fee: 2, credited: 5_998, note: "Table 7" })));
  it("answers a refusal when there is none", () =>
    cafeAfter()
      .when(take)
      .thenEvents(PaymentRefused.create({ ...payment, reason: "merchant-not-found" })));
  it("answers a refusal in another currency", () =>
    cafeAfter(registered)
      .when(TakePayment.create({ ...payment, currency: "USD" }))
      .thenEvents(PaymentRefused.create({ ...payment, currency: "USD", reason: "currency-mismatch" })));
  it("answers a refusal when the sum would not be exact any more", () => {
    const most = Number.MAX_SAFE_INTEGER - 5_999;
    cafeAfter(registered, PaymentTaken.create({ ...payment, amount: most, fee: 0, credited: most }))
      .when(take)
      .thenEvents(PaymentRefused.create({ ...payment, reason: "balance-limit" }));
  });
});

describe("carrying a payment on", () => {
  it("asks the merchant", () =>
    whenReacting(creditMerchant, all, reserved).thenCommands(TakePayment.create({ ...payment, note: "Table 7" })));
  it("settles at the payer", () =>
    whenReacting(settlePayment, all, PaymentTaken.create({ ...payment, fee: 2, credited: 5_998 })).thenCommands(
      SettlePayment.create({ paymentId, fromAccountId: anna }),
    ));
  it("releases at the payer", () =>
    whenReacting(settlePayment, all, PaymentRefused.create({ ...payment, reason: "currency-mismatch" })).thenCommands(
      ReleasePayment.create({ paymentId, fromAccountId: anna, reason: "currency-mismatch" }),
    ));
});
