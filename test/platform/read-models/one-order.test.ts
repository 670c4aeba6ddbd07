import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inOneOrder } from "../../../platform/read-models/fresh-fold.ts";
import type { EventRecord } from "../../../platform/stores/records.ts";
import { seeded } from "../support/seeded.ts";

function event(streamid: string, version: number, second: number): EventRecord {
  const time = new Date(second * 1000).toISOString();
  return { streamid, version, envelope: { time } } as EventRecord;
}

describe("events of several streams in one order", () => {
  it("go by time, and in their stream by version though the clocks of hosts differ", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = seeded(seed);
      // Each stream is written by two hosts in turn, one of which is up to a minute ahead of the other.
      const events = ["a", "b", "c"].flatMap((stream) =>
        Array.from({ length: 20 }, (_, n) => event(stream, n + 1, n * 5 + (n % 2) * Math.floor(random() * 60))),
      );
      const shuffled = events.toSorted(() => random() - 0.5);
      const ordered = inOneOrder(shuffled);
      for (const stream of ["a", "b", "c"]) {
        const versions = ordered.filter(({ streamid }) => streamid === stream).map(({ version }) => version);
        assert.deepEqual(
          versions,
          Array.from({ length: 20 }, (_, n) => n + 1),
          `seed ${seed}`,
        );
      }
      assert.deepEqual(inOneOrder(events), ordered, `seed ${seed}: however they are read`);
    }
  });

  it("streams take turns by time", () => {
    const ordered = inOneOrder([event("b", 1, 2), event("a", 2, 3), event("a", 1, 1)]);
    assert.deepEqual(
      ordered.map(({ streamid, version }) => `${streamid}${version}`),
      ["a1", "b1", "a2"],
    );
  });
});
