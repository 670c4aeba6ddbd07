import { describe, it } from "node:test";
import { givenDocument } from "eventwright/testing";
import * as messages from "../../generated/messages/index.ts";
import { transfers } from "../../handlers/read-models/transfers.ts";

const all = Object.values(messages);
const { CreditsReserved, GuardianAllowed, GuardianAsked, GuardianDenied, TransferApproved, TransferExpired } = messages;
const { TransferHeld, TransferRejected, TransferReleased, TransferSettled } = messages;

const transferId = "9a5f0f0e-30a7-4a6d-8c1b-6a4b4a7f1f10";
const anna = "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77";
const mia = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const until = "2026-01-04T00:00:00.000Z";
const at = "2026-01-01T00:00:00.000Z";
const transfer = { transferId, fromAccountId: anna, toAccountId: mia, amount: 150_000, currency: "EUR" };
const reserved = CreditsReserved.create({ ...transfer, owner: "anna", guardian: "otto", note: "Rent" });
const asked = GuardianAsked.create({ ...transfer, guardian: "otto", until });
const held = TransferHeld.create({ ...transfer, reason: "large-amount", decideBy: until });
const approved = TransferApproved.create({ ...transfer, reviewer: "rita", reason: "Known" });
const base = { ...transfer, note: "Rent", requestedAt: at, updatedAt: at };
const folded = () => givenDocument(transfers, all);

describe("the read model transfers", () => {
  it("shows a transfer as soon as its credits are on hold, without the people behind it", () =>
    folded()
      .when(reserved)
      .thenDocument({ ...base, status: "pending", version: 1 }));
  it("shows until when the guardian may answer", () =>
    folded()
      .when(reserved, asked)
      .thenDocument({ ...base, status: "awaiting-guardian", guardian: "otto", until, version: 2 }));
  it("shows the guardian's yes", () =>
    folded()
      .when(reserved, asked, GuardianAllowed.create({ ...transfer, guardian: "otto", reason: "Fine" }))
      .thenDocument({ ...base, status: "guardian-allowed", guardian: "otto", guardianReason: "Fine", version: 3 }));
  it("shows the guardian's no, and that the credits are back", () => {
    const denied = GuardianDenied.create({ ...transfer, guardian: "otto" });
    const document = { ...base, guardian: "otto" };
    folded()
      .when(reserved, asked, denied)
      .thenDocument({ ...document, status: "guardian-denied", version: 3 });
    folded()
      .when(reserved, asked, denied, TransferReleased.create({ ...transfer, reason: "guardian-denied" }))
      .thenDocument({ ...document, status: "returned", reason: "guardian-denied", version: 4 });
  });
  it("shows a held transfer, its approval and its end", () => {
    const reviewed = { ...base, reviewer: "rita", reviewReason: "Known" };
    folded()
      .when(reserved, held)
      .thenDocument({ ...base, status: "held", until, version: 2 });
    folded()
      .when(reserved, held, approved)
      .thenDocument({ ...reviewed, status: "approved", version: 3 });
    folded()
      .when(reserved, held, approved, TransferSettled.create(transfer))
      .thenDocument({ ...reviewed, status: "settled", version: 4 });
  });
  it("shows a rejection with its reason", () =>
    folded()
      .when(reserved, held, TransferRejected.create({ ...transfer, reviewer: "rita", reason: "Unknown" }))
      .thenDocument({ ...base, status: "rejected", reviewer: "rita", reviewReason: "Unknown", version: 3 }));
  it("shows that the time was over", () =>
    folded()
      .when(reserved, held, TransferExpired.create({ ...transfer, stage: "review" }))
      .thenDocument({ ...base, status: "expired", version: 3 }));
  it("begins anew when the id is used again after the end", () =>
    folded()
      .when(reserved, held, approved, TransferSettled.create(transfer), reserved)
      .thenDocument({ ...base, status: "pending", version: 5 }));
  it("belongs to the first sender of two with the same id", () => {
    const other = { ...transfer, fromAccountId: mia, toAccountId: anna, amount: 1 };
    folded()
      .when(
        reserved,
        CreditsReserved.create(other),
        TransferHeld.create({ ...other, reason: "large-amount", decideBy: until }),
      )
      .thenDocument({ ...base, status: "pending", version: 1 });
    folded().when(TransferSettled.create(other)).thenDocument(undefined);
  });
});
