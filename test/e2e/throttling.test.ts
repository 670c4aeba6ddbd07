import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { keyHeaderName } from "../../emulator/cosmos/http/operator-key.ts";
import type { Budget } from "../../emulator/cosmos/throughput/budget.ts";
import type { ContainerUse, ThroughputReport } from "../../emulator/cosmos/throughput/throughput.ts";
import { get, post, run } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

/** Accounts that the load is spread over, and people who send at the same time. */
const accounts = Array.from({ length: 12 }, () => randomUUID());
const lanes = 12;

/** What a phase of the load did. */
interface Phase {
  readonly seconds: number;
  /** Commands completed a second. */
  readonly rate: number;
  /** Request units a second that the busiest container was charged. */
  readonly busiest: number;
  readonly throttled: number;
}

describe("a budget of request units at a tenth of the load", () => {
  const folder = temporaryFolder();
  let system: System;
  let throughput = "";
  before(async () => {
    system = await startSystem(folder.path);
    throughput = `${system.cosmos}/_eventwright/throughput`;
    for (const accountId of accounts) {
      const { body } = await run(system.api, "open-account", { accountId, owner: "anna", currency: "EUR" });
      assert.equal(body.status, "succeeded", JSON.stringify(body));
    }
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  const report = async (): Promise<ThroughputReport> => (await fetch(throughput)).json() as Promise<ThroughputReport>;

  async function setBudget(budget: Budget): Promise<void> {
    const headers = { [keyHeaderName]: keysOf(folder.path).cosmos };
    const response = await fetch(throughput, { method: "PUT", headers, body: JSON.stringify({ budget }) });
    assert.equal(response.status, 200, await response.text());
  }

  /** Sends loads of credits, each lane one after the other; every one must be accepted at once and succeed. */
  async function play(count: number): Promise<Phase> {
    const earlier = (await report()).containers;
    const started = performance.now();
    let next = 0;
    const lane = async () => {
      for (let index = next++; index < count; index = next++) {
        const accountId = accounts[index % accounts.length] ?? "";
        const payload = { accountId, amount: 60_000, currency: "EUR", loadId: randomUUID() };
        const accepted = await post(system.api, "load-credits", payload);
        assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
        const location = `${system.api}${accepted.headers.get("location")}`;
        let outcome = await get(location, { prefer: "wait=30" });
        while (outcome.body.status === "accepted") outcome = await get(location, { prefer: "wait=30" });
        assert.equal(outcome.body.status, "succeeded", JSON.stringify(outcome.body));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const seconds = (performance.now() - started) / 1000;
    const { containers } = await report();
    const since = (value: keyof ContainerUse) =>
      Object.entries(containers).map(([container, use]) => use[value] - (earlier[container]?.[value] ?? 0));
    return {
      seconds,
      rate: count / seconds,
      busiest: Math.max(...since("charge")) / seconds,
      throttled: since("throttled").reduce((sum, refused) => sum + refused, 0),
    };
  }

  it("slows commands and fails none; without it they are as fast as before", async (t) => {
    await play(60);
    const free = await play(150);
    assert.equal(free.throttled, 0);
    await setBudget(free.busiest / 10);
    // So many that a full bucket and one bulk do not carry them, however fast the machine is.
    const scarce = await play(Math.ceil(2 * lanes + free.rate / 4));
    await setBudget("unlimited");
    // Others share the machine, so that one measurement may look slow; of a system that stays slow every one does.
    let again = await play(150);
    for (let more = 0; more < 5 && again.rate <= unhindered(free, scarce); more++) again = await play(150);
    t.diagnostic(JSON.stringify({ free, scarce, again }));
    assert.ok(scarce.throttled > 0);
    // A bucket is full at first, a second's worth, and may end in debt by one request: at most a bulk of all lanes.
    const budget = free.busiest / 10;
    const bulk = (lanes * free.busiest) / free.rate;
    const most = budget * (scarce.seconds + 1) * 1.1 + bulk;
    assert.ok(scarce.busiest * scarce.seconds <= most, "more was charged than there was");
    assert.ok(scarce.rate < free.rate / 2, "commands were not slowed");
    assert.ok(again.rate > unhindered(free, scarce), "commands stayed slow");
    assert.equal(again.throttled, 0);
  });
});

/** Commands a second that only a system without a budget completes. */
function unhindered(free: Phase, scarce: Phase): number {
  return Math.min(free.rate / 2, scarce.rate * 3);
}
