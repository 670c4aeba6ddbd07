import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { given } from "eventwright/testing";
import * as messages from "../../generated/messages/index.ts";
import { withEnded } from "../../handlers/account/ended.ts";
import { account } from "../../handlers/account/index.ts";

const all = Object.values(messages);
const { AccountClosed, AccountOpened, CreditsLoaded, CreditsReceived, CreditsRefused, CreditsReserved } = messages;
const { CloseAccount, CreditTransfer, LoadCredits, OpenAccount, ReleaseTransfer, SettleTransfer, TransferCredits } =
  messages;
const { TransferReleased, TransferSettled } = messages;

const anna = "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77";
const mia = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const loadId = "2b0d7a86-5a43-4a52-8c06-0f64c2b7a3c4";
const transferId = "9a5f0f0e-30a7-4a6d-8c1b-6a4b4a7f1f10";
const EUR = { currency: "EUR" };

const opened = AccountOpened.create({ accountId: anna, owner: "anna", ...EUR });
const loaded = (credited: number) =>
  CreditsLoaded.create({ accountId: anna, loadId, amount: credited, fee: 0, credited, ...EUR });
const transfer = { transferId, fromAccountId: anna, toAccountId: mia, amount: 5000, ...EUR };
const reserved = CreditsReserved.create({ ...transfer, owner: "anna" });
const closed = AccountClosed.create({ accountId: anna });
const load = (amount: number, currency = "EUR") => LoadCredits.create({ accountId: anna, amount, currency, loadId });
const account0 = (...events: Parameters<typeof given>[2][]) => given(account, all, ...events);

describe("opening an account", () => {
  const open = OpenAccount.create({ accountId: anna, owner: "anna", ...EUR });
  it("happens once", () => account0().when(open).thenEvents(opened));
  it("is refused when it exists", () => account0(opened).when(open).thenRejected("account-exists"));
  it("is refused when it existed", () => account0(opened, closed).when(open).thenRejected("account-exists"));
});

describe("loading credits", () => {
  const credits = (amount: number, fee: number) =>
    CreditsLoaded.create({ accountId: anna, loadId, amount, fee, credited: amount - fee, ...EUR });
  it("costs 0.02 %", () => account0(opened).when(load(10_000)).thenEvents(credits(10_000, 2)));
  it("costs 0.10 at exactly 500.00", () => account0(opened).when(load(50_000)).thenEvents(credits(50_000, 10)));
  it("costs nothing above 500.00", () => account0(opened).when(load(50_001)).thenEvents(credits(50_001, 0)));
  it("rounds a half to the even cent: 0.5 to 0", () =>
    account0(opened).when(load(2_500)).thenEvents(credits(2_500, 0)));
  it("rounds a half to the even cent: 1.5 to 2", () =>
    account0(opened).when(load(7_500)).thenEvents(credits(7_500, 2)));
  it("is refused for an unknown account", () => account0().when(load(1)).thenRejected("account-not-found"));
  it("is refused for a closed account", () => account0(opened, closed).when(load(1)).thenRejected("account-closed"));
  it("is refused in another currency", () => account0(opened).when(load(1, "USD")).thenRejected("currency-mismatch"));
  it("is refused when the sum would not be exact any more", () =>
    account0(opened, loaded(Number.MAX_SAFE_INTEGER - 10))
      .when(load(50_001))
      .thenRejected("balance-limit"));
});

describe("sending credits", () => {
  const send = (change = {}) => TransferCredits.create({ ...transfer, ...change });
  it("puts them on hold", () => account0(opened, loaded(5_000)).when(send()).thenEvents(reserved));
  it("is refused without enough credits", () =>
    account0(opened, loaded(4_999)).when(send()).thenRejected("insufficient-credits"));
  it("cannot spend what is on hold", () =>
    account0(opened, loaded(5_000), reserved)
      .when(send({ transferId: loadId }))
      .thenRejected("insufficient-credits"));
  it("is refused to the same account", () =>
    account0(opened)
      .when(send({ toAccountId: anna }))
      .thenRejected("same-account"));
  it("names the guardian of a child's account", () =>
    account0(AccountOpened.create({ ...opened.data, guardian: "otto" }), loaded(5_000))
      .when(send())
      .thenEvents(CreditsReserved.create({ ...transfer, owner: "anna", guardian: "otto" })));
  it("is refused twice under one id at a time", () =>
    account0(opened, loaded(20_000), reserved).when(send()).thenRejected("transfer-exists"));
  it("is refused under the id of one that has just ended", () => {
    const { transferId, fromAccountId, toAccountId, amount, currency } = transfer;
    const settled = TransferSettled.create({ transferId, fromAccountId, toAccountId, amount, currency });
    account0(opened, loaded(20_000), reserved, settled).when(send()).thenRejected("transfer-exists");
  });
});

describe("the ids of ended transfers", () => {
  const hour = 3_600_000;
  it("are remembered for two days", () => {
    const first = withEnded({}, "first", 0);
    const second = withEnded(first, "second", 47 * hour);
    assert.deepEqual(second, { first: 0, second: 47 * hour });
    assert.deepEqual(withEnded(second, "third", 48 * hour), { second: 47 * hour, third: 48 * hour });
    assert.deepEqual(withEnded(second, "fourth", 200 * hour), { fourth: 200 * hour });
  });
});

describe("receiving credits", () => {
  const incoming = { ...transfer, fromAccountId: mia, toAccountId: anna };
  const receive = CreditTransfer.create(incoming);
  it("adds them", () => account0(opened).when(receive).thenEvents(CreditsReceived.create(incoming)));
  for (const [why, reason, events, currency] of [
    ["no account", "account-not-found", [], "EUR"],
    ["a closed one", "account-closed", [opened, closed], "EUR"],
    ["another currency", "currency-mismatch", [opened], "USD"],
  ] as const) {
    it(`answers a refusal for ${why}`, () =>
      account0(...events)
        .when(CreditTransfer.create({ ...incoming, currency }))
        .thenEvents(CreditsRefused.create({ ...incoming, currency, reason })));
  }
});

describe("ending a hold", () => {
  const settle = SettleTransfer.create({ transferId, fromAccountId: anna });
  const release = ReleaseTransfer.create({ transferId, fromAccountId: anna, reason: "account-closed" });
  const settled = TransferSettled.create(transfer);
  it("settles", () => account0(opened, loaded(5_000), reserved).when(settle).thenEvents(settled));
  it("settles once", () => account0(opened, loaded(5_000), reserved, settled).when(settle).thenNothing());
  const released = TransferReleased.create({ ...transfer, reason: "account-closed" });
  it("gives back", () => account0(opened, loaded(5_000), reserved).when(release).thenEvents(released));
  it("gives back once", () => account0(opened, loaded(5_000), reserved, released).when(release).thenNothing());
  it("makes given back credits spendable", () =>
    account0(opened, loaded(5_000), reserved, released)
      .when(TransferCredits.create({ ...transfer, transferId: loadId }))
      .thenEvents(CreditsReserved.create({ ...transfer, transferId: loadId, owner: "anna" })));
});

describe("closing an account", () => {
  const close = CloseAccount.create({ accountId: anna });
  it("happens when it is empty", () => account0(opened).when(close).thenEvents(closed));
  it("is refused with a balance", () => account0(opened, loaded(1)).when(close).thenRejected("balance-not-zero"));
  it("is refused with a hold", () =>
    account0(opened, loaded(5_000), reserved).when(close).thenRejected("balance-not-zero"));
  it("is refused twice", () => account0(opened, closed).when(close).thenRejected("account-closed"));
});
