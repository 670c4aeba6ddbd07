import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type FaultRecord, Faults } from "../../../emulator/chaos/faults.ts";
import { decide } from "../../../emulator/chaos/plan.ts";
import { moment, type SystemHands, startSystemFaults } from "../../../emulator/chaos/system.ts";
import { silentLog } from "../../../emulator/service.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";

const plan = { seed: "5", rate: "heavy", life: 1 } as const;
const moments = 400;

/** Lets `moments` pass over hands that note what is done with them. */
async function befallen(host: boolean, jump?: () => Promise<void>) {
  const clock = new FakeClock();
  const records: FaultRecord[] = [];
  const done: string[] = [];
  const faults = new Faults(plan, clock, (record) => records.push(record));
  const hands: SystemHands = {
    crash: async (part) => void done.push(`crash ${part}`),
    host: host
      ? { crash: async () => void done.push("host killed"), hold: (time) => done.push(`host held ${time}`) }
      : undefined,
    jump: async (time) => {
      done.push(`jump ${time}`);
      await jump?.();
    },
    split: async (point) => void done.push(`split ${point}`),
  };
  const running = startSystemFaults(faults, clock, hands, silentLog);
  const pass = async (count: number) => {
    for (let step = 0; step < count; step++) await clock.advance(moment);
  };
  await pass(20);
  assert.equal(done.length, 0);
  faults.switch(true);
  await pass(moments);
  await running.stop();
  const before = done.length;
  await pass(20);
  assert.equal(done.length, before);
  return { done, records };
}

function decided(part: "crash" | "host" | "clock" | "range") {
  return Array.from({ length: moments }, (_, index) => decide(plan, part, index + 1)).filter(
    (fault) => fault !== undefined,
  );
}

describe("faults of the system as a whole", () => {
  it("are those of the plan, from when they are switched on until they are ended", async () => {
    const { done, records } = await befallen(true);
    const kindsOf = (part: string) => records.filter((record) => record.part === part).map(({ kind }) => kind);
    for (const part of ["crash", "host", "clock", "range"] as const) {
      const planned = decided(part).map(({ kind }) => kind);
      assert.ok(planned.length > 0);
      assert.deepEqual(kindsOf(part), planned);
    }
    assert.deepEqual(
      done.filter((what) => what.startsWith("crash")),
      kindsOf("crash").map((kind) => `crash ${kind}`),
    );
    assert.deepEqual(
      done.filter((what) => what.startsWith("split")),
      decided("range").map(({ size }) => `split ${size}`),
    );
    const jumps = done.filter((what) => what.startsWith("jump")).map((what) => Number(what.split(" ")[1]));
    assert.ok(jumps.every((time) => Number.isInteger(time) && time > 0 && time <= 20 * 60_000));
    const held = done.filter((what) => what.startsWith("host held")).map((what) => Number(what.split(" ")[2]));
    assert.ok(held.length > 0 && held.every((time) => time < 15_000));
  });

  it("leave out hosts where there is one only, and go on after one that could not come about", async () => {
    const { done, records } = await befallen(false, () => Promise.reject(new Error("away")));
    assert.equal(records.filter(({ part }) => part === "host").length, 0);
    assert.equal(done.filter((what) => what.startsWith("jump")).length, decided("clock").length);
  });
});
