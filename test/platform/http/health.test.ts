import assert from "node:assert/strict";
import { test } from "node:test";
import { health } from "../../../platform/http/endpoints/service.ts";
import type { HttpResponse } from "../../../platform/http/exchange.ts";
import { Problem } from "../../../platform/http/problem.ts";
import { FakeClock, inMemoryApp } from "../../../platform/testing/index.ts";
import { tally } from "../support/tally.ts";

/** What health says of a service that answers after `ms`. */
async function answerAfter(ms: number): Promise<HttpResponse> {
  const clock = new FakeClock();
  const { runtime } = inMemoryApp(tally());
  const slow = () => new Promise<void>((resolve) => clock.schedule(ms, resolve));
  const ask = health({ ...runtime, clock }, { cosmos: async () => {}, eventGrid: slow });
  const answer = ask({} as Parameters<typeof ask>[0]);
  answer.catch(() => {});
  await clock.advance(60_000);
  return answer;
}

test("a service that is slow is there; one that does not answer is not, and the others are told apart", async () => {
  const { status, body } = await answerAfter(12_000);
  assert.deepEqual([status, JSON.parse(String(body)).checks], [200, { cosmos: "ready", eventGrid: "ready" }]);
  await assert.rejects(answerAfter(50_000), (problem) => {
    assert.ok(problem instanceof Problem);
    assert.equal(problem.code, "not-ready");
    assert.deepEqual(problem.extras.members?.["checks"], { cosmos: "ready", eventGrid: "unreachable" });
    return true;
  });
});
