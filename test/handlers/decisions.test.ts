import { describe, it } from "node:test";
import { given } from "eventwright/testing";
import * as messages from "../../generated/messages/index.ts";
import { account } from "../../handlers/account/index.ts";

const all = Object.values(messages);
const { AccountOpened, CreditsLoaded, CreditsReserved, TransferSettled } = messages;
const { AllowTransfer, ApproveTransfer, AskGuardian, DenyTransfer, ExpireTransfer, HoldTransfer, RejectTransfer } =
  messages;
const { ReleaseTransfer, SettleTransfer } = messages;
const { GuardianAllowed, GuardianAsked, GuardianDenied } = messages;
const { TransferApproved, TransferExpired, TransferHeld, TransferRejected, TransferReleased } = messages;

const mia = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const anna = "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77";
const transferId = "3f0c7c1e-58b4-4c42-9d43-6a0f0d0a4e11";
const loadId = "2b0d7a86-5a43-4a52-8c06-0f64c2b7a3c4";
const until = "2026-01-04T00:00:00.000Z";
const transfer = { transferId, fromAccountId: mia, toAccountId: anna, amount: 150_000, currency: "EUR" };
const here = { transferId, fromAccountId: mia };

const opened = AccountOpened.create({ accountId: mia, owner: "mia", currency: "EUR", guardian: "anna" });
const load = { accountId: mia, loadId, amount: 200_000, fee: 0, credited: 200_000, currency: "EUR" };
const underWay = [opened, CreditsLoaded.create(load), CreditsReserved.create({ ...transfer, guardian: "anna" })];
const asked = GuardianAsked.create({ ...transfer, guardian: "anna", until });
const allowed = GuardianAllowed.create({ ...transfer, guardian: "anna" });
const denied = GuardianDenied.create({ ...transfer, guardian: "anna", reason: "Too much" });
const held = TransferHeld.create({ ...transfer, reason: "large-amount", decideBy: until });
const approved = TransferApproved.create({ ...transfer, reviewer: "rita" });
const rejected = TransferRejected.create({ ...transfer, reviewer: "rita", reason: "Unknown" });
const expired = (stage: "guardian" | "review") => TransferExpired.create({ ...transfer, stage });

const after = (...events: Parameters<typeof given>[2][]) => given(account, all, ...underWay, ...events);

describe("asking the guardian", () => {
  const ask = AskGuardian.create({ ...here, until });
  it("makes the transfer wait", () => after().when(ask).thenEvents(asked));
  it("happens once", () => {
    after(asked).when(ask).thenNothing();
    after(asked, allowed).when(ask).thenNothing();
    after(asked, denied).when(ask).thenNothing();
  });
  it("changes nothing without a guardian or such a transfer", () => {
    const free = AccountOpened.create({ accountId: mia, owner: "mia", currency: "EUR" });
    given(account, all, free, CreditsLoaded.create(load), CreditsReserved.create(transfer)).when(ask).thenNothing();
    given(account, all, opened).when(ask).thenNothing();
    given(account, all).when(ask).thenNothing();
  });
});

describe("holding a transfer for review", () => {
  const hold = HoldTransfer.create({ ...here, until });
  it("makes it wait", () => after().when(hold).thenEvents(held));
  it("comes after the guardian's yes", () => after(asked, allowed).when(hold).thenEvents(held));
  it("changes nothing while it waits or when it has been decided", () => {
    after(asked).when(hold).thenNothing();
    after(asked, denied).when(hold).thenNothing();
    after(held).when(hold).thenNothing();
    after(held, approved).when(hold).thenNothing();
    after(held, rejected).when(hold).thenNothing();
    given(account, all, opened).when(hold).thenNothing();
  });
});

describe("the end of the time for a decision", () => {
  const expire = ExpireTransfer.create(here);
  it("counts while the guardian is silent", () => after(asked).when(expire).thenEvents(expired("guardian")));
  it("counts while the reviewers are silent", () => {
    after(held).when(expire).thenEvents(expired("review"));
    after(asked, allowed, held).when(expire).thenEvents(expired("review"));
  });
  it("changes nothing when a decision was faster", () => {
    for (const events of [
      [asked, allowed],
      [asked, denied],
      [held, approved],
      [held, rejected],
    ]) {
      after(...events)
        .when(expire)
        .thenNothing();
    }
  });
  it("changes nothing when nothing waits", () => {
    after().when(expire).thenNothing();
    after(held, expired("review")).when(expire).thenNothing();
    given(account, all).when(expire).thenNothing();
  });
});

describe("the end of a transfer that was decided about", () => {
  it("settles after the approval", () =>
    after(held, approved).when(SettleTransfer.create(here)).thenEvents(TransferSettled.create(transfer)));
  it("releases for each reason", () => {
    for (const [reason, events] of [
      ["guardian-denied", [asked, denied]],
      ["guardian-expired", [asked, expired("guardian")]],
      ["review-rejected", [held, rejected]],
      ["review-expired", [held, expired("review")]],
    ] as const) {
      after(...events)
        .when(ReleaseTransfer.create({ ...here, reason }))
        .thenEvents(TransferReleased.create({ ...transfer, reason }));
    }
  });
});

describe("a reviewer", () => {
  const approve = ApproveTransfer.create({ ...here, reviewer: "rita" });
  const reject = RejectTransfer.create({ ...here, reviewer: "rita", reason: "Unknown" });
  it("approves a held transfer", () => after(held).when(approve).thenEvents(approved));
  it("approves with a reason", () =>
    after(held)
      .when(ApproveTransfer.create({ ...here, reviewer: "rita", reason: "Known" }))
      .thenEvents(TransferApproved.create({ ...transfer, reviewer: "rita", reason: "Known" })));
  it("rejects a held transfer", () => after(held).when(reject).thenEvents(rejected));
  it("approves after the guardian", () => after(asked, allowed, held).when(approve).thenEvents(approved));
  for (const command of [approve, reject]) {
    it(`is refused when another was faster: ${command.name}`, () => {
      after(held, approved).when(command).thenRejected("not-awaiting-review");
      after(held, rejected).when(command).thenRejected("not-awaiting-review");
    });
    it(`is refused when the time was over: ${command.name}`, () =>
      after(held, expired("review")).when(command).thenRejected("not-awaiting-review"));
    it(`is refused when nothing is to be reviewed: ${command.name}`, () => {
      after().when(command).thenRejected("not-awaiting-review");
      after(asked).when(command).thenRejected("not-awaiting-review");
      after(asked, denied).when(command).thenRejected("not-awaiting-review");
    });
    it(`is refused without such a transfer: ${command.name}`, () => {
      given(account, all).when(command).thenRejected("transfer-not-found");
      given(account, all, opened).when(command).thenRejected("transfer-not-found");
      after(held, approved, TransferSettled.create(transfer)).when(command).thenRejected("transfer-not-found");
    });
  }
});

describe("a guardian", () => {
  const allow = AllowTransfer.create({ ...here, guardian: "anna" });
  const deny = DenyTransfer.create({ ...here, guardian: "anna", reason: "Too much" });
  it("allows a transfer", () => after(asked).when(allow).thenEvents(allowed));
  it("denies a transfer", () => after(asked).when(deny).thenEvents(denied));
  for (const command of [allow, deny]) {
    it(`answers once: ${command.name}`, () => {
      after(asked, allowed).when(command).thenRejected("not-awaiting-guardian");
      after(asked, denied).when(command).thenRejected("not-awaiting-guardian");
      after(asked, expired("guardian")).when(command).thenRejected("not-awaiting-guardian");
    });
    it(`is refused when nothing was asked: ${command.name}`, () => {
      after().when(command).thenRejected("not-awaiting-guardian");
      after(held).when(command).thenRejected("not-awaiting-guardian");
    });
    it(`is refused without such a transfer: ${command.name}`, () =>
      given(account, all, opened).when(command).thenRejected("transfer-not-found"));
  }
  it("is nobody else", () => {
    after(asked)
      .when(AllowTransfer.create({ ...here, guardian: "eve" }))
      .thenRejected("not-guardian");
    after(asked, allowed)
      .when(DenyTransfer.create({ ...here, guardian: "eve" }))
      .thenRejected("not-guardian");
  });
});
