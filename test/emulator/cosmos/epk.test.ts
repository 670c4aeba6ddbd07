import assert from "node:assert/strict";
import { test } from "node:test";
import { evenIntervals, middleOf } from "../../../emulator/cosmos/epk/boundaries.ts";
import type { KeyComponent } from "../../../emulator/cosmos/epk/component.ts";
import { hashV1 } from "../../../emulator/cosmos/epk/hash-v1.ts";
import { hashV2, multiHash } from "../../../emulator/cosmos/epk/hash-v2.ts";

const golden: readonly (readonly [KeyComponent, string])[] = [
  ["", "32E9366E637A71B4E710384B2F4970A0"],
  [null, "378867E4430E67857ACE5C908374FE16"],
  [undefined, "11622DAA78F835834610ABE56EFF5CB5"],
  [true, "0E711127C5B5A8E4726AC6DD306A3E59"],
  [false, "2FE1BE91E90A3439635E0E9E37361EF2"],
  [0, "155B95BEDAC4B1E9EC1CDC9BB0DDDE58"],
  ["redmond", "22E342F38A486A088463DFF7838A5963"],
  ["日本語", "3F0624929BDE45571F050DCA6A1CB775"],
];

test("version 2 hashes are the ones the SDK routes by", () => {
  for (const [value, hash] of golden) assert.equal(hashV2(value), hash);
});

test("a hierarchical key is the hashes of its components, joined", () => {
  assert.equal(multiHash(["", null]), `${golden[0]?.[1]}${golden[1]?.[1]}`);
});

test("version 1 hashes carry the value after the hash", () => {
  assert.equal(hashV1("redmond"), "05C1EFE313830C087366656E706F6500");
});

test("even intervals join up from the lowest key to the highest", () => {
  for (const version of [1, 2] as const) {
    const intervals = evenIntervals(5, version);
    assert.equal(intervals[0]?.min, "");
    assert.equal(intervals.at(-1)?.max, "FF");
    for (const [index, { min, max }] of intervals.entries()) {
      assert.ok(min < max);
      assert.equal(intervals[index + 1]?.min ?? "FF", max);
      const middle = middleOf({ min, max }, version);
      assert.ok(min < middle && middle < max, `${min} < ${middle} < ${max}`);
    }
  }
});

test("keys spread over even intervals", () => {
  for (const [version, hash] of [
    [1, hashV1],
    [2, hashV2],
  ] as const) {
    const intervals = evenIntervals(4, version);
    const counts = intervals.map(({ min, max }) => {
      const keys = Array.from({ length: 2000 }, (_, index) => hash(`key-${index}`));
      return keys.filter((key) => key >= min && key < max).length;
    });
    for (const count of counts) assert.ok(count > 350 && count < 650, `version ${version}: ${counts.join()}`);
  }
});
