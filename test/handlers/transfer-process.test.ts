import { describe, it } from "node:test";
import { FakeClock, givenProcess, type ProcessScript } from "eventwright/testing";
import { defineApp } from "../../generated/app.ts";
import * as messages from "../../generated/messages/index.ts";
import type { Refusal, ReleaseReason } from "../../generated/types.ts";
import { handlers } from "../../handlers/index.ts";

const { AskGuardian, CreditTransfer, ExpireTransfer, HoldTransfer, ReleaseTransfer, SettleTransfer } = messages;
const { CreditsReceived, CreditsRefused, CreditsReserved, TransferExpired } = messages;
const { GuardianAllowed, GuardianDenied, TransferApproved, TransferRejected } = messages;

const app = defineApp(handlers);
const here = {
  transferId: "9a5f0f0e-30a7-4a6d-8c1b-6a4b4a7f1f10",
  fromAccountId: "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77",
};
const toAccountId = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const guardian = "otto";
const begin = new FakeClock().now();
const hour = 3_600_000;
const inHours = (hours: number) => new Date(begin + hours * hour).toISOString();

/** All that happens to one transfer of an amount, and what it makes the process send. */
function transferOf(amount: number, currency = "EUR") {
  const transfer = { ...here, toAccountId, amount, currency, note: "Rent" };
  const { note: _note, ...step } = transfer;
  return {
    started: (people: object = {}) => CreditsReserved.create({ ...transfer, owner: "anna", ...people }),
    asks: AskGuardian.create({ ...here, until: inHours(24) }),
    allowed: GuardianAllowed.create({ ...step, guardian }),
    denied: GuardianDenied.create({ ...step, guardian }),
    holds: (until = inHours(72)) => HoldTransfer.create({ ...here, until }),
    approved: TransferApproved.create({ ...step, reviewer: "rita" }),
    rejected: TransferRejected.create({ ...step, reviewer: "rita", reason: "Unknown" }),
    expires: ExpireTransfer.create(here),
    expired: (stage: "guardian" | "review") => TransferExpired.create({ ...step, stage }),
    credits: CreditTransfer.create(transfer),
    received: CreditsReceived.create(transfer),
    refused: (reason: Refusal) => CreditsRefused.create({ ...step, reason }),
    settles: SettleTransfer.create(here),
    releases: (reason: ReleaseReason) => ReleaseTransfer.create({ ...here, reason }),
  };
}

/** One way that a transfer can go, from its start to its end. */
const way = (title: string, script: () => ProcessScript) =>
  it(title, async () => {
    await script();
  });

const given = (settings = {}) => givenProcess(app, "transfer", { settings });

describe("a transfer that nobody has to look at", () => {
  const small = transferOf(99_999);
  way("goes to the receiver at once and settles", () =>
    given()
      .when(small.started())
      .thenSends(small.credits)
      .thenWaitsFor("CreditsReceived", "CreditsRefused")
      .when(small.received)
      .thenSends(small.settles)
      .thenEnds("settled"),
  );
  for (const reason of ["account-not-found", "account-closed", "currency-mismatch", "balance-limit"] as const) {
    way(`comes back when the receiver refuses: ${reason}`, () =>
      given()
        .when(small.started())
        .thenSends(small.credits)
        .when(small.refused(reason))
        .thenSends(small.releases(reason))
        .thenEnds("returned"),
    );
  }
  way("settles once when everything is delivered again", () =>
    given()
      .when(small.started())
      .again()
      .thenSends(small.credits)
      .when(small.received)
      .again()
      .thenSends(small.settles)
      .thenEnds("settled"),
  );
  way("settles though the answer is there before the start", () =>
    given()
      .when(small.received)
      .thenSends()
      .when(small.started())
      .thenSends(small.credits, small.settles)
      .thenEnds("settled"),
  );
  way("waits for the receiver however long it takes", () =>
    given()
      .when(small.started())
      .thenSends(small.credits)
      .after("P30D")
      .thenWaitsFor("CreditsReceived", "CreditsRefused")
      .when(small.received)
      .thenSends(small.settles)
      .thenEnds("settled"),
  );
});

describe("a transfer at or above the threshold", () => {
  const large = transferOf(100_000);
  const held = () => given().when(large.started()).thenSends(large.holds());
  way("waits for a reviewer", () => held().thenWaitsFor("TransferApproved", "TransferRejected"));
  way("settles when approved", () =>
    held()
      .when(large.approved)
      .thenSends(large.credits)
      .when(large.received)
      .thenSends(large.settles)
      .thenEnds("settled"),
  );
  way("comes back when rejected", () =>
    held().when(large.rejected).thenSends(large.releases("review-rejected")).thenEnds("returned"),
  );
  way("comes back when the receiver refuses after the approval", () =>
    held()
      .when(large.approved)
      .thenSends(large.credits)
      .when(large.refused("account-closed"))
      .thenSends(large.releases("account-closed"))
      .thenEnds("returned"),
  );
  way("may be decided about until 72 hours have gone by", () =>
    held().after("PT71H59M").thenSends().when(large.approved).thenSends(large.credits),
  );
  way("comes back when nobody has decided in 72 hours", () =>
    held()
      .after("PT72H")
      .thenSends(large.expires)
      .thenWaitsFor("TransferExpired", "TransferApproved", "TransferRejected")
      .when(large.expired("review"))
      .thenSends(large.releases("review-expired"))
      .thenEnds("returned"),
  );
  way("settles when an approval was faster than the end of the time", () =>
    held()
      .after("PT72H")
      .thenSends(large.expires)
      .when(large.approved)
      .thenSends(large.credits)
      .when(large.received)
      .thenSends(large.settles)
      .thenEnds("settled"),
  );
  way("comes back when a rejection was faster than the end of the time", () =>
    held()
      .after("PT72H")
      .thenSends(large.expires)
      .when(large.rejected)
      .thenSends(large.releases("review-rejected"))
      .thenEnds("returned"),
  );
  way("takes an approval that is there before the start", () =>
    given().when(large.approved).when(large.started()).thenSends(large.holds(), large.credits),
  );
});

describe("a transfer out of an account with a guardian", () => {
  const small = transferOf(10_000);
  const more = transferOf(10_001);
  const large = transferOf(100_000);
  const asked = (transfer = more) => given().when(transfer.started({ guardian })).thenSends(transfer.asks);
  way("needs no answer up to the limit", () => given().when(small.started({ guardian })).thenSends(small.credits));
  way("needs no answer without a guardian", () => given().when(more.started()).thenSends(more.credits));
  way("waits for the guardian above it", () => asked().thenWaitsFor("GuardianAllowed", "GuardianDenied"));
  way("goes on when allowed", () =>
    asked().when(more.allowed).thenSends(more.credits).when(more.received).thenSends(more.settles).thenEnds("settled"),
  );
  way("comes back when denied", () =>
    asked().when(more.denied).thenSends(more.releases("guardian-denied")).thenEnds("returned"),
  );
  way("comes back when the guardian is silent for 24 hours", () =>
    asked()
      .after("PT24H")
      .thenSends(more.expires)
      .thenWaitsFor("TransferExpired", "GuardianAllowed", "GuardianDenied")
      .when(more.expired("guardian"))
      .thenSends(more.releases("guardian-expired"))
      .thenEnds("returned"),
  );
  way("goes on when the yes was faster than the end of the time", () =>
    asked().after("PT24H").thenSends(more.expires).when(more.allowed).thenSends(more.credits),
  );
  way("comes back when the no was faster than the end of the time", () =>
    asked()
      .after("PT24H")
      .thenSends(more.expires)
      .when(more.denied)
      .thenSends(more.releases("guardian-denied"))
      .thenEnds("returned"),
  );
  way("passes the reviewer after the guardian, who has 72 hours of their own", () =>
    asked(large)
      .after("PT23H")
      .when(large.allowed)
      .thenSends(large.holds(inHours(23 + 72)))
      .after("PT71H")
      .thenSends()
      .when(large.approved)
      .thenSends(large.credits)
      .when(large.received)
      .thenSends(large.settles)
      .thenEnds("settled"),
  );
  way("never comes to the reviewer when the guardian says no", () =>
    asked(large).when(large.denied).thenSends(large.releases("guardian-denied")).thenEnds("returned"),
  );
  way("comes back when the guardian agrees and no reviewer decides", () =>
    asked(large)
      .when(large.allowed)
      .thenSends(large.holds())
      .after("PT72H")
      .thenSends(large.expires)
      .when(large.expired("review"))
      .thenSends(large.releases("review-expired"))
      .thenEnds("returned"),
  );
});

describe("the settings of transfers", () => {
  it("count in whole units of the currency", async () => {
    const yen = transferOf(1_000, "JPY");
    await given().when(yen.started()).thenSends(yen.holds());
    const less = transferOf(999, "JPY");
    await given().when(less.started()).thenSends(less.credits);
    const dinar = transferOf(999_999, "KWD");
    await given().when(dinar.started()).thenSends(dinar.credits);
  });
  it("may be tuned", async () => {
    const small = transferOf(2_000);
    await given({ reviewThreshold: 20 }).when(small.started()).thenSends(small.holds());
    await given({ guardianLimit: 19 }).when(small.started({ guardian })).thenSends(small.asks);
    await given({ guardianLimit: 20 }).when(small.started({ guardian })).thenSends(small.credits);
  });
});
