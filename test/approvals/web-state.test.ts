import assert from "node:assert/strict";
import { test } from "node:test";
import type { TransferView } from "../../approvals/views.ts";
import { State } from "../../approvals/web/state.ts";

const party = { accountId: "a" };
const held: TransferView = {
  key: "a/t",
  transferId: "t",
  from: party,
  to: { accountId: "b" },
  amount: 150_000,
  currency: "EUR",
  status: "held",
};
const approved: TransferView = { ...held, status: "approved", reviewer: "Rita" };
const settled: TransferView = { ...approved, ending: "settled" };

test("an answer that comes after the news of what became of it does not take the news back", () => {
  const state = new State(() => {});
  state.put(held);
  state.put(settled);
  assert.deepEqual(state.put(approved), settled);
  assert.deepEqual(state.find(held.key), settled);
  state.put(held);
  assert.deepEqual(state.find(held.key), settled);
  assert.deepEqual(state.waiting, []);
});

test("what is known of a transfer grows", () => {
  const state = new State(() => {});
  for (const view of [held, approved, { ...approved, reason: "Known" }, settled]) {
    state.put(view);
    assert.deepEqual(state.find(held.key), view);
  }
});
