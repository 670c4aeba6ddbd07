import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { courseOf, type Decision, stageOf } from "../../console/check/course.ts";
import { usualRules } from "../../console/plan/rules.ts";
import type { ReleaseReason } from "../../generated/client.ts";

const ids = { transferId: "transfer", fromAccountId: "child" };
const answers = {
  allow: { type: "AllowTransfer", data: { ...ids, guardian: "anna" } },
  deny: { type: "DenyTransfer", data: { ...ids, guardian: "anna" } },
  approve: { type: "ApproveTransfer", data: { ...ids, reviewer: "rita" } },
  reject: { type: "RejectTransfer", data: { ...ids, reviewer: "rita", reason: "no" } },
} as const satisfies Record<string, Decision>;

interface Case {
  readonly amount: number;
  readonly guardian?: string;
  readonly refusal?: ReleaseReason;
  readonly guardianSays?: Decision;
  readonly reviewerSays?: Decision;
  readonly expired?: boolean;
  readonly path: readonly string[];
  readonly reason?: ReleaseReason;
}

const guardian = "anna";
const cases: Readonly<Record<string, Case>> = {
  "a small one settles": { amount: 5000, path: ["settled"] },
  "a small one comes back when the receiver refuses": {
    amount: 5000,
    refusal: "account-closed",
    path: ["returned"],
    reason: "account-closed",
  },
  "one just below the threshold settles": { amount: 99_999, path: ["settled"] },
  "one at the threshold is held": { amount: 100_000, path: ["held"] },
  "an approved one settles": {
    amount: 100_000,
    reviewerSays: answers.approve,
    path: ["held", "approved", "settled"],
  },
  "an approved one comes back when the receiver refuses": {
    amount: 100_000,
    refusal: "account-not-found",
    reviewerSays: answers.approve,
    path: ["held", "approved", "returned"],
    reason: "account-not-found",
  },
  "a rejected one comes back": {
    amount: 100_000,
    reviewerSays: answers.reject,
    path: ["held", "rejected", "returned"],
    reason: "review-rejected",
  },
  "one that nobody decides about expires": {
    amount: 100_000,
    expired: true,
    path: ["held", "expired", "returned"],
    reason: "review-expired",
  },
  "a child's at the limit settles": { amount: 10_000, guardian, path: ["settled"] },
  "a child's above it waits": { amount: 10_001, guardian, path: ["awaiting-guardian"] },
  "an allowed one settles": {
    amount: 10_001,
    guardian,
    guardianSays: answers.allow,
    path: ["awaiting-guardian", "guardian-allowed", "settled"],
  },
  "a denied one comes back": {
    amount: 10_001,
    guardian,
    guardianSays: answers.deny,
    path: ["awaiting-guardian", "guardian-denied", "returned"],
    reason: "guardian-denied",
  },
  "one that the guardian does not answer expires, large or not": {
    amount: 200_000,
    guardian,
    expired: true,
    path: ["awaiting-guardian", "expired", "returned"],
    reason: "guardian-expired",
  },
  "an allowed large one is held then": {
    amount: 200_000,
    guardian,
    guardianSays: answers.allow,
    path: ["awaiting-guardian", "guardian-allowed", "held"],
  },
  "an allowed and approved one settles": {
    amount: 200_000,
    guardian,
    guardianSays: answers.allow,
    reviewerSays: answers.approve,
    path: ["awaiting-guardian", "guardian-allowed", "held", "approved", "settled"],
  },
};

describe("the course of a transfer", () => {
  for (const [
    what,
    { amount, guardian, refusal, guardianSays, reviewerSays, expired = false, path, reason },
  ] of Object.entries(cases)) {
    it(`${what}`, () => {
      const transfer = { ...ids, toAccountId: "friend", amount, currency: "EUR" };
      const decisions = (_id: string, stage: string) => (stage === "guardian" ? guardianSays : reviewerSays);
      const course = courseOf(transfer, guardian, refusal, decisions, { expired, rules: usualRules });
      assert.deepEqual(course.path, path);
      assert.equal(course.reason, reason);
      assert.equal(course.reviewer, reviewerSays === undefined ? undefined : "rita");
      const last = path.at(-1);
      assert.equal(stageOf(course), last === "held" ? "review" : last === "awaiting-guardian" ? "guardian" : undefined);
    });
  }
});
