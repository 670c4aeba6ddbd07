import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { advanceInSteps } from "../../../emulator/clock/advance-in-steps.ts";
import { OffsetClock } from "../../../emulator/clock/offset-clock.ts";
import { OthersNotMoved, sharedClock } from "../../../emulator/clock/shared-clock.ts";
import { stillClock } from "./still-clock.ts";

const hour = 3_600_000;
const nothing = async () => {};

describe("moving a clock in steps", () => {
  const start = Date.UTC(2026, 0, 1);
  const { signal } = new AbortController();

  it("lets what a due thing leads to be scheduled from its own time, within one move", async () => {
    const clock = new OffsetClock(stillClock(start));
    const ran: number[] = [];
    const again = (wait: number) => {
      ran.push((clock.now() - start) / hour);
      clock.schedule(wait * hour, () => again(wait * 2));
    };
    clock.schedule(hour, () => again(2));
    await advanceInSteps(clock, { offset: 20 * hour, settled: nothing, signal, pause: 0 });
    assert.deepEqual(ran, [1, 3, 7, 15]);
    assert.equal(clock.offset, 20 * hour);
  });

  it("waits for what is under way before it goes on", async () => {
    const clock = new OffsetClock(stillClock(start));
    let work = Promise.resolve();
    let done = 0;
    clock.schedule(hour, () => {
      work = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
        done = clock.now() - start;
      });
    });
    await advanceInSteps(clock, { offset: 5 * hour, settled: () => work, signal, pause: 0 });
    assert.equal(done, hour);
  });

  it("does not go back, and ends when told to", async () => {
    const clock = new OffsetClock(stillClock(start), 3 * hour);
    await advanceInSteps(clock, { offset: hour, settled: nothing, signal, pause: 0 });
    assert.equal(clock.offset, 3 * hour);
    const stop = new AbortController();
    clock.schedule(hour, () => stop.abort());
    await advanceInSteps(clock, { offset: 9 * hour, settled: nothing, signal: stop.signal, pause: 0 });
    assert.equal(clock.offset, 4 * hour);
  });

  it("takes a thousand things that are due one after the other in far fewer steps, at whole milliseconds", async () => {
    const clock = new OffsetClock(stillClock(start));
    let steps = 0;
    let ran = 0;
    const run = () => {
      if (Number.isInteger(clock.now())) ran++;
    };
    for (let at = 1; at <= 1000; at++) clock.schedule(at * 60_007, run);
    const settled = async () => void steps++;
    await advanceInSteps(clock, { offset: 1000 * 60_007, settled, signal, pause: 0 });
    assert.equal(ran, 1000);
    assert.ok(steps < 100, `it took ${steps} steps`);
  });
});

describe("a clock that is shared", () => {
  it("moves the others first, to where it will be, and nothing when they do not", async () => {
    const clock = new OffsetClock(stillClock(), hour);
    const told: [number, number][] = [];
    const shared = sharedClock(clock, async (offset) => {
      told.push([offset, clock.offset]);
      if (told.length === 1) throw new Error("eventgrid does not answer");
    });
    await assert.rejects(shared.advance(hour), OthersNotMoved);
    assert.equal(shared.offset, hour);
    await Promise.all([shared.advance(hour), shared.advance(2 * hour)]);
    assert.deepEqual(told, [
      [2 * hour, hour],
      [2 * hour, hour],
      [4 * hour, 2 * hour],
    ]);
    await assert.rejects(shared.advance(-1), RangeError);
    assert.equal(told.length, 3);
  });
});
