import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readEvent, UnreadableEvent } from "../../../approvals/events/read-event.ts";

const data = {
  transferId: "0c2f9f0e-3f3d-4c3d-9a50-3d6a5b0d8c11",
  fromAccountId: "a",
  toAccountId: "b",
  amount: 150_000,
  currency: "EUR",
  until: "2026-01-04T02:00:00+02:00",
};
const event = {
  specversion: "1.0",
  id: "e1",
  source: "/credits",
  type: "credits.TransferHeld.v1",
  time: "2026-01-01T00:00:00Z",
  data,
};
const { until: _until, ...core } = data;

describe("reading an event", () => {
  it("gives its identity and what it says, with instants in UTC", () => {
    assert.deepEqual(readEvent(event), {
      id: "/credits e1",
      fact: { transfer: core, held: { at: "2026-01-01T00:00:00.000Z", until: "2026-01-04T00:00:00.000Z" } },
    });
  });

  it("reads what carries its story on, as far as that is well formed", () => {
    const thread = {
      correlationid: "c1",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      tracestate: "k=v",
    };
    const read = (more: object) => readEvent({ ...event, ...more }).fact?.held?.thread;
    const { correlationid: correlationId, ...trace } = thread;
    assert.deepEqual(read(thread), { correlationId, ...trace });
    assert.deepEqual(read({ ...thread, traceparent: "00-1-2-01" }), { correlationId });
    assert.deepEqual(read({ ...thread, correlationid: "a\nb", tracestate: 7 }), { traceparent: thread.traceparent });
    assert.equal(read({ traceparent: 7, tracestate: "k=v" }), undefined);
  });

  it("reads decisions and endings", () => {
    const read = (type: string, more: object) => readEvent({ ...event, type, data: { ...core, ...more } }).fact;
    const at = "2026-01-01T00:00:00.000Z";
    assert.deepEqual(read("credits.TransferRejected.v1", { reviewer: "bob", reason: "no" })?.decision, {
      verdict: "rejected",
      at,
      reviewer: "bob",
      reason: "no",
    });
    assert.deepEqual(read("credits.TransferExpired.v1", { stage: "review" })?.decision, { verdict: "expired", at });
    assert.deepEqual(read("credits.TransferReleased.v1", { reason: "review-rejected" })?.ending, {
      kind: "released",
      at,
      reason: "review-rejected",
    });
  });

  it("passes over what does not concern reviewers", () => {
    assert.deepEqual(readEvent({ ...event, type: "credits.AccountOpened.v1", data: null }), { id: "/credits e1" });
    assert.deepEqual(readEvent({ ...event, type: "credits.TransferHeld.v2" }), { id: "/credits e1" });
    const expired = { ...event, type: "credits.TransferExpired.v1", data: { ...core, stage: "guardian" } };
    assert.deepEqual(readEvent(expired), { id: "/credits e1" });
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ["no object", "event"],
    ["null", null],
    ["a list", [event]],
    ["another version", { ...event, specversion: "0.3" }],
    ["another source", { ...event, source: "/somebody/else" }],
    ["no id", { ...event, id: "" }],
    ["an endless id", { ...event, id: "x".repeat(10_000) }],
    ["no data", { ...event, data: undefined }],
    ["data of another kind", { ...event, data: "text" }],
    ["a broken amount", { ...event, data: { ...data, amount: 1.5 } }],
    ["an amount beyond what is exact", { ...event, data: { ...data, amount: 2 ** 53 } }],
    ["an amount as a text", { ...event, data: { ...data, amount: "1" } }],
    ["no currency", { ...event, data: { ...data, currency: "euro" } }],
    ["an id that is a path", { ...event, data: { ...data, transferId: "../../session" } }],
    ["an id that is markup", { ...event, data: { ...data, fromAccountId: "<b>" } }],
    ["no instant", { ...event, data: { ...data, until: "soon" } }],
    ["a time that is no text", { ...event, time: 12 }],
  ];
  for (const [what, value] of wrong) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readEvent(value), UnreadableEvent);
    });
  }

  it("takes no member from the prototype", () => {
    const poisoned = JSON.parse(JSON.stringify(event).replace('"data":', '"__proto__":{"polluted":1},"data":'));
    readEvent(poisoned);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});
