import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Turns } from "../../../../emulator/functions/http/turns.ts";

describe("turns", () => {
  it("lets so many run, the others one after the other in their order, whatever becomes of those before", async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const run = (number: number) =>
      turns.take(async () => {
        begun.push(number);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (number === 1) throw new Error("on purpose");
        return number;
      });
    const all = Promise.allSettled([1, 2, 3, 4].map(run));
    await new Promise(setImmediate);
    assert.deepEqual(begun, [1, 2]);
    ends[0]?.();
    await new Promise(setImmediate);
    assert.deepEqual(begun, [1, 2, 3]);
    const late = run(5);
    ends[1]?.();
    await new Promise(setImmediate);
    assert.deepEqual(begun, [1, 2, 3, 4]);
    ends[2]?.();
    ends[3]?.();
    await new Promise(setImmediate);
    ends[4]?.();
    assert.deepEqual(
      (await all).map(({ status }) => status),
      ["rejected", "fulfilled", "fulfilled", "fulfilled"],
    );
    assert.equal(await late, 5);
  });

  it("has no limit unless it is given one", async () => {
    const turns = new Turns(undefined);
    let running = 0;
    const work = async () => {
      running++;
      await new Promise(setImmediate);
      return running;
    };
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => turns.take(work))), [3, 3, 3]);
  });
});
