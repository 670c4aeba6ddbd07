import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { beginLife, chaosControl, faultsOf, obey } from "../../../emulator/chaos/chaos.ts";
import { type FaultRecord, Faults } from "../../../emulator/chaos/faults.ts";
import { readLedger } from "../../../emulator/chaos/ledger.ts";
import { decide } from "../../../emulator/chaos/plan.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";

describe("the faults of a process", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-chaos-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are none, and count nothing, until they are switched on", () => {
    const records: FaultRecord[] = [];
    const plan = { seed: "7", rate: "heavy", life: 1 } as const;
    const faults = new Faults(plan, new FakeClock(), (record) => records.push(record));
    const source = faults.of("cosmos");
    for (let thing = 0; thing < 1_000; thing++) assert.equal(source.next("GET x"), undefined);
    faults.switch(true);
    const found = Array.from({ length: 200 }, () => source.next("GET x"));
    assert.deepEqual(
      found,
      Array.from({ length: 200 }, (_, index) => decide(plan, "cosmos", index + 1)),
    );
    assert.deepEqual(
      records.map(({ part, kind, number, what }) => ({ part, kind, number, what })),
      found.flatMap((fault) =>
        fault === undefined ? [] : [{ part: "cosmos", kind: fault.kind, number: fault.number, what: "GET x" }],
      ),
    );
  });

  it("that somebody orders happen also while all others are switched off, and change nothing about those", () => {
    const records: FaultRecord[] = [];
    const plan = { seed: "7", rate: "usual", life: 1 } as const;
    const faults = new Faults(plan, new FakeClock(), (record) => records.push(record));
    const source = faults.of("cosmos");
    obey(faults, { part: "cosmos", kind: "slow", times: 2 });
    obey(faults, { part: "eventgrid", kind: "late", times: 1 });
    assert.deepEqual(
      Array.from({ length: 3 }, () => source.next("GET x")?.kind),
      ["slow", "slow", undefined],
    );
    assert.deepEqual(
      records.map(({ kind, number, byHand }) => ({ kind, number, byHand })),
      Array.from({ length: 2 }, () => ({ kind: "slow", number: 0, byHand: true })),
    );
    faults.switch(true, "heavy");
    assert.equal(faults.rate, "heavy");
    faults.order("cosmos", "throttled", 1);
    assert.equal(source.next("GET x")?.number, 0);
    const planned = Array.from({ length: 100 }, (_, index) => decide({ ...plan, rate: "heavy" }, "cosmos", index + 1));
    assert.deepEqual(
      planned.map(() => source.next("GET x")),
      planned,
    );
    faults.switch(false);
    obey(faults, { part: "cosmos", kind: "", times: 0 });
    assert.equal(faults.of("eventgrid").next("x"), undefined, "what was ordered is forgotten");
  });

  it("are counted by part and kind over all lives, also where a kill has torn a line", () => {
    const ledger = join(folder, "lives.jsonl");
    const told: object[] = [];
    const live = () => {
      const setup = beginLife({ seed: "3", rate: "heavy" }, ledger);
      const faults = faultsOf(setup);
      const control = chaosControl(setup, faults, (message) => told.push(message));
      control.switch(true);
      const [cosmos, worker] = [faults.of("cosmos"), faults.of("worker")];
      let count = 0;
      for (let thing = 0; thing < 500; thing++) {
        for (const fault of [cosmos.next("a"), worker.next("b")]) if (fault !== undefined) count++;
      }
      return { life: setup.life, count, control };
    };
    const first = live();
    appendFileSync(ledger, '{"life":1,"part":"cosm\n');
    const second = live();
    assert.deepEqual([first.life, second.life], [1, 2]);
    second.control.switch(false);
    const report = second.control.report();
    assert.deepEqual(
      { ...report, counts: undefined },
      { seed: "3", rate: "heavy", lives: 2, on: false, faults: first.count + second.count, counts: undefined },
    );
    assert.equal(
      Object.values(report.counts).reduce((sum, count) => sum + count, 0),
      report.faults,
    );
    assert.ok(Object.keys(report.counts).includes("cosmos/throttled"));
    assert.deepEqual(told, [{ chaos: true }, { chaos: true }, { chaos: false }]);
    assert.equal(readLedger(join(folder, "none.jsonl")).lives, 0);
  });
});
