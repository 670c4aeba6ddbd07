import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseIsoDuration } from "../../../emulator/clock/iso-duration.ts";
import { furthest, OffsetClock, openOffsetClock } from "../../../emulator/clock/offset-clock.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";

const hour = 3_600_000;

describe("ISO 8601 durations", () => {
  it("are read where their length is fixed", () => {
    for (const [text, ms] of [
      ["PT72H", 72 * hour],
      ["P3D", 72 * hour],
      ["P1W", 168 * hour],
      ["P1DT12H30M1.5S", 36 * hour + 30 * 60_000 + 1_500],
      ["PT0S", 0],
    ] as const) {
      assert.equal(parseIsoDuration(text), ms, text);
    }
    for (const text of ["", "P", "PT", "P1Y", "P1M", "72h", "PT-1H", "-PT1H", "P1DT", "pt1h", "PT1H "]) {
      assert.equal(parseIsoDuration(text), undefined, text);
    }
  });
});

describe("the offset clock", () => {
  it("brings forward what waits, in the order in which it is due", async () => {
    const base = new FakeClock();
    const clock = new OffsetClock(base);
    const ran: string[] = [];
    clock.schedule(3 * hour, () => ran.push("three"));
    clock.schedule(hour, () => ran.push("one"));
    clock.schedule(4 * hour, () => ran.push("four"));
    clock.schedule(2 * hour, () => ran.push("cancelled")).cancel();
    const before = clock.now();
    clock.advance(3 * hour);
    assert.equal(clock.now() - before, 3 * hour);
    assert.deepEqual(ran, []);
    await base.advance(0);
    assert.deepEqual(ran, ["one", "three"]);
    await base.advance(hour - 1);
    assert.deepEqual(ran, ["one", "three"]);
    await base.advance(1);
    assert.deepEqual(ran, ["one", "three", "four"]);
    assert.equal(base.pending, 0);
  });

  it("never goes back, and not out of the calendar", () => {
    const clock = new OffsetClock(new FakeClock());
    assert.throws(() => clock.advance(-1), RangeError);
    assert.throws(() => clock.advance(Number.NaN), RangeError);
    assert.throws(() => clock.advance(furthest + 1), RangeError);
    assert.equal(clock.offset, 0);
  });

  it("remembers how far it is ahead, and refuses a file that does not say", () => {
    const folder = mkdtempSync(join(tmpdir(), "eventwright-"));
    try {
      const base = new FakeClock();
      openOffsetClock(base, folder).advance(hour);
      openOffsetClock(base, folder).advance(hour);
      assert.equal(openOffsetClock(base, folder).now(), base.now() + 2 * hour);
      for (const text of ["", "{}", '{"offset":-1}', '{"offset":1e300}']) {
        writeFileSync(join(folder, "clock.json"), text);
        assert.throws(() => openOffsetClock(base, folder), /clock\.json does not hold/);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
