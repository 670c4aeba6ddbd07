import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultyCaller } from "../../../emulator/chaos/eventgrid.ts";
import type { Kinds } from "../../../emulator/chaos/rates.ts";
import type { WebhookRequest } from "../../../emulator/eventgrid/delivery/webhook.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { scripted } from "./support.ts";

const url = "http://127.0.0.1:1/hook";

/** A subscriber that writes down what it gets, behind a caller with these faults. */
function subscriber(...kinds: readonly (Kinds["eventgrid"] | undefined)[]) {
  const clock = new FakeClock();
  const got: string[] = [];
  const faults = scripted("eventgrid", kinds);
  const caller = faultyCaller(
    {
      async call({ body }) {
        got.push((JSON.parse(body) as { id: string }).id);
        return { kind: "answer", status: 200, headers: {}, body: "" };
      },
      close() {},
    },
    faults,
    clock,
  );
  const deliver = (id: string, method: WebhookRequest["method"] = "POST") =>
    caller.call({ method, url, headers: {}, body: JSON.stringify({ id }) });
  return { clock, got, faults, deliver };
}

describe("faults of the local Event Grid", () => {
  it("deliver an event twice", async () => {
    const { clock, got, deliver } = subscriber("duplicated");
    await deliver("a");
    await clock.advance(3_000);
    assert.deepEqual(got, ["a", "a"]);
  });

  it("deliver an event late", async () => {
    const { clock, got, deliver } = subscriber("late");
    const late = deliver("a");
    await deliver("b");
    await clock.advance(1_499);
    assert.deepEqual(got, ["b"]);
    await clock.advance(1);
    await late;
    assert.deepEqual(got, ["b", "a"]);
  });

  it("deliver an event after the next one, or alone when no other comes", async () => {
    const { clock, got, deliver } = subscriber("overtaken", undefined, "overtaken");
    const overtaken = deliver("a");
    await deliver("b");
    await overtaken;
    assert.deepEqual(got, ["b", "a"]);
    const alone = deliver("c");
    await clock.advance(1_500);
    await alone;
    assert.deepEqual(got, ["b", "a", "c"]);
  });

  it("take a delivery that was made for one that failed", async () => {
    const { got, deliver } = subscriber("failed-after-delivery");
    const result = await deliver("a");
    assert.deepEqual(got, ["a"]);
    assert.equal(result.kind === "answer" && result.status, 500);
  });

  it("leave handshakes alone", async () => {
    const { faults, deliver } = subscriber("failed-after-delivery");
    const result = await deliver("a", "OPTIONS");
    assert.equal(result.kind === "answer" && result.status, 200);
    assert.deepEqual(faults.asked, []);
  });
});
