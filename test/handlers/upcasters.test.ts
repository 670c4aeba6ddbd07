import assert from "node:assert/strict";
import { test } from "node:test";
import { TransferHeld } from "../../generated/messages/transfer-held.ts";
import { validate } from "../../generated/validators/transfer-held.v1.js";
import { transferHeldDowncasters, transferHeldUpcasters } from "../../handlers/upcasters/transfer-held.ts";

const transfer = {
  transferId: "9a5f0f0e-30a7-4a6d-8c1b-6a4b4a7f1f10",
  fromAccountId: "c2a1a6f4-7a0c-4b7b-8e0b-3f1c9a3a9d77",
  toAccountId: "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11",
  amount: 150_000,
  currency: "EUR",
} as const;
const until = "2026-01-04T09:00:00.000Z";

test("a held transfer of version 1 was held for its amount", async () => {
  const newest = transferHeldUpcasters.from1({ ...transfer, until });
  assert.deepEqual(newest, { ...transfer, reason: "large-amount", decideBy: until });
  assert.ok((await TransferHeld.parse(newest)).ok);
});

test("whoever gets version 1 gets what a version 1 would have said", () => {
  const before = transferHeldDowncasters.to1({ ...transfer, reason: "large-amount", decideBy: until });
  assert.deepEqual(before, { ...transfer, until });
  assert.deepEqual(validate(before), []);
});
