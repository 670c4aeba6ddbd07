import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { concernsReview, type Fact, learn, type Review, stageOf } from "../../../approvals/events/facts.ts";

const transfer = { transferId: "t", fromAccountId: "a", toAccountId: "b", amount: 150_000, currency: "EUR" };
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const held: Fact = { transfer, held: { at: at(1), until: at(60) } };
const approved: Fact = { transfer, decision: { verdict: "approved", at: at(2), reviewer: "bob" } };
const ownClick: Fact = { transfer, decision: { verdict: "approved", at: at(3), reviewer: "bob", concluded: true } };
const settled: Fact = { transfer, ending: { kind: "settled", at: at(4) } };
const facts = [held, approved, ownClick, settled];

const all = (list: readonly Fact[]): Review => {
  let review: Review | undefined;
  for (const fact of list) review = learn(review, fact);
  return review as Review;
};

function* ordersOf<T>(list: readonly T[]): Generator<T[]> {
  if (list.length === 0) yield [];
  for (const [index, first] of list.entries())
    for (const rest of ordersOf(list.toSpliced(index, 1))) yield [first, ...rest];
}

describe("what facts add up to", () => {
  it("does not depend on their order, nor on how often they come", () => {
    const expected = { transfer, held: held.held, decision: approved.decision, ending: settled.ending };
    for (const order of ordersOf(facts)) {
      assert.deepEqual(all(order), expected);
      assert.deepEqual(all([...order, ...order.toReversed()]), expected);
    }
  });

  it("an event's word stands above what was concluded, and what is earlier above what is later", () => {
    assert.equal(all([ownClick, approved]).decision?.at, at(2));
    const later: Fact = { transfer, decision: { verdict: "rejected", at: at(9), reviewer: "carl" } };
    assert.equal(all([later, approved]).decision?.verdict, "approved");
  });

  it("waits, is decided, and ends", () => {
    assert.equal(stageOf(held), "waiting");
    assert.equal(stageOf(all([approved, held])), "decided");
    assert.equal(stageOf(all([settled, held])), "ended");
  });

  it("the end of a transfer that was never held concerns nobody here", () => {
    assert.equal(concernsReview(undefined, settled), false);
    assert.equal(concernsReview(undefined, held), true);
    assert.equal(concernsReview(undefined, approved), true);
    assert.equal(concernsReview(held, settled), true);
  });
});
