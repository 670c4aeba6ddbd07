import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { leasesToTake } from "../../../../emulator/functions/triggers/cosmos/balance.ts";
import type { Lease } from "../../../../emulator/functions/triggers/cosmos/ports.ts";

const now = Date.UTC(2026, 0, 1);
const expiration = 60_000;

/** One lease for each owner in the text; "-" is nobody, "!x" an owner that died long ago. */
function leases(owners: string): Lease[] {
  return owners.split(" ").map((owner, index) => ({
    id: `l${index}`,
    version: 0,
    LeaseToken: String(index),
    FeedRange: { Range: { min: "", max: "FF" } },
    Owner: owner === "-" ? null : owner.replace("!", ""),
    ContinuationToken: null,
    properties: {},
    timestamp: new Date(owner.startsWith("!") ? now - expiration - 1 : now).toISOString(),
  }));
}

const take = (owners: string) =>
  leasesToTake(leases(owners), "me", now, expiration).map(({ LeaseToken }) => LeaseToken);

describe("sharing leases", () => {
  it("takes all free and expired leases when nobody else is there", () => {
    assert.deepEqual(take("- - -"), ["0", "1", "2"]);
    assert.deepEqual(take("!x !x me"), ["0", "1"]);
  });
  it("takes free leases only up to its share", () => {
    assert.deepEqual(take("a - - -"), ["1", "2"]);
    assert.deepEqual(take("me me a -"), []);
  });
  it("takes one lease at a time from the owner with most", () => {
    assert.deepEqual(take("a a a a"), ["0"]);
    assert.deepEqual(take("b a a a"), ["1"]);
    assert.deepEqual(take("a a"), ["0"]);
  });
  it("leaves a fair share alone", () => {
    assert.deepEqual(take("a"), []);
    assert.deepEqual(take("a me"), []);
    assert.deepEqual(take("a a me"), []);
    assert.deepEqual(take("a a me me"), []);
  });
  it("ends in balance, whatever the number of hosts and ranges, when hosts take turns", () => {
    for (const hosts of [2, 3, 4]) {
      for (const ranges of [1, 2, 5, 8]) {
        let all = leases(Array.from({ length: ranges }, () => "h0").join(" "));
        for (let turn = 0; turn < 60; turn++) {
          const owner = `h${turn % hosts}`;
          const taken = new Set(leasesToTake(all, owner, now, expiration).map(({ id }) => id));
          all = all.map((lease) => (taken.has(lease.id) ? { ...lease, Owner: owner } : lease));
        }
        const counts = Array.from(
          { length: hosts },
          (_, host) => all.filter(({ Owner }) => Owner === `h${host}`).length,
        );
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `${hosts} hosts, ${ranges} ranges: ${counts}`);
      }
    }
  });
});
