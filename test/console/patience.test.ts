import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { persist, Unreachable } from "../../console/run/patience.ts";
import { forEachPooled } from "../../console/run/pool.ts";
import { ProblemError } from "../../generated/client.ts";
import { sleep } from "../../platform/clock/clock.ts";
import { FakeClock } from "../../platform/clock/fake-clock.ts";

const problem = (status: number) => new ProblemError({ status, code: "some-code", title: "Some title" });

describe("a server that is away", () => {
  it("is asked again until it answers", async () => {
    const clock = new FakeClock();
    const answers = [problem(0), problem(503), problem(500), problem(429), "answer"];
    const found = persist({ clock, patience: 60_000 }, async () => {
      const next = answers.shift();
      if (next instanceof Error) throw next;
      return next;
    });
    await clock.advance(10_000);
    assert.deepEqual(await found, { value: "answer", resent: 4 });
  });

  it("is given up when patience ends", async () => {
    const clock = new FakeClock();
    let tries = 0;
    const found = persist({ clock, patience: 30_000 }, async () => {
      tries++;
      throw problem(503);
    });
    const rejected = assert.rejects(found, (error) => {
      assert.ok(error instanceof Unreachable);
      assert.match(error.message, /503 some-code, for more than 30 s/);
      return true;
    });
    await clock.advance(40_000);
    await rejected;
    assert.ok(tries > 20 && tries < 50, `${tries} tries`);
  });

  it("counts as away only from when it fails, not while it lets a request wait", async () => {
    const clock = new FakeClock();
    let tries = 0;
    const found = persist({ clock, patience: 30_000 }, async () => {
      if (++tries > 1) return "answer";
      await sleep(clock, 60_000);
      throw problem(503);
    });
    await clock.advance(70_000);
    assert.deepEqual(await found, { value: "answer", resent: 1 });
  });

  it("is not what answers 404", async () => {
    await assert.rejects(
      persist({ clock: new FakeClock(), patience: 1000 }, () => Promise.reject(problem(404))),
      ProblemError,
    );
  });
});

describe("a pool", () => {
  it("works through everything with so many at once", async () => {
    const done: number[] = [];
    let active = 0;
    let most = 0;
    await forEachPooled([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setImmediate(resolve));
      active--;
      done.push(item);
    });
    assert.equal(most, 3);
    assert.deepEqual(done.toSorted(), [1, 2, 3, 4, 5, 6, 7]);
  });

  it("begins nothing after a failure, and lets what is under way end", async () => {
    const ended: number[] = [];
    const work = forEachPooled([1, 2, 3, 4, 5], 2, async (item) => {
      if (item === 2) throw new Error("two");
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(item);
    });
    await assert.rejects(work, /two/);
    assert.deepEqual(ended, [1]);
  });
});
