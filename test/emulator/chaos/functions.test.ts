import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultyInvoke, faultyInvoker, faultyRaise } from "../../../emulator/chaos/functions.ts";
import type { InvocationRequest } from "../../../emulator/functions/rpc/protocol.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { scripted } from "./support.ts";

describe("faults of the Functions host", () => {
  it("call an activity twice and go on with the second result, or call it late; turns have faults of their own", async () => {
    const clock = new FakeClock();
    const called: string[] = [];
    const invoke = faultyInvoke(
      async (name) => ({ kind: "succeeded", result: String(called.push(name)) }),
      { activity: scripted("activity", ["twice", "late"]), turn: scripted("turn", [undefined, "twice"]) },
      clock,
      (name) => name === "send",
    );
    const call = { data: undefined, instanceId: "i" };
    assert.deepEqual(await invoke("send", call), { kind: "succeeded", result: "2" });
    const late = invoke("send", call);
    await clock.advance(999);
    assert.equal(called.length, 2);
    await clock.advance(1);
    await late;
    await invoke("run", call);
    assert.deepEqual(await invoke("run", call), { kind: "succeeded", result: "6" });
    assert.deepEqual(called, ["send", "send", "send", "run", "run", "run"]);
  });

  it("raise an event twice, or late; a copy that meets no instance any more is dropped", async () => {
    const clock = new FakeClock();
    let raised = 0;
    const raise = async () => {
      if (++raised > 1) throw new Error("gone");
    };
    await faultyRaise(raise, scripted("message", ["twice"]), clock, "e to i");
    assert.equal(raised, 1);
    await clock.advance(1_000);
    assert.equal(raised, 2);
    raised = 0;
    const late = faultyRaise(raise, scripted("message", ["late"]), clock, "e to i");
    await clock.advance(999);
    assert.equal(raised, 0);
    await clock.advance(1);
    await late;
    assert.equal(raised, 1);
  });

  it("kill the worker a moment after an invocation has begun", async () => {
    const clock = new FakeClock();
    const done: string[] = [];
    const invoker = faultyInvoker(
      {
        invoke: async ({ functionId }) => {
          done.push(functionId);
          return { kind: "lost", reason: "" };
        },
        abandon() {},
        ready: async () => {},
      },
      scripted("worker", [undefined, "killed"]),
      clock,
      () => done.push("killed"),
    );
    const request = (functionId: string) => ({ functionId }) as InvocationRequest;
    await invoker.invoke(request("f"));
    await invoker.invoke(request("g"));
    await clock.advance(50);
    assert.deepEqual(done, ["f", "g", "killed"]);
  });
});
