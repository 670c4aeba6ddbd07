import type { Dice } from "../dice.ts";

/** Bytes that are no valid body, or barely one. */
export function hostileBytes(dice: Dice, valid: Buffer): Buffer {
  return dice.weighted<() => Buffer>([
    [3, () => flipped(dice, valid)],
    [2, () => valid.subarray(0, dice.integer(0, valid.length))],
    [1, () => Buffer.concat([valid, valid])],
    [1, () => Buffer.alloc(0)],
    [1, () => dice.bytes(dice.integer(1, 200))],
    [
      1,
      () =>
        Buffer.from(dice.pick(["{", "[", '"', "nul", "tru", "-", "1.", "{]", '{"a":', "[1,]", "/**/{}", "NaN", "'a'"])),
    ],
    [1, () => Buffer.from(dice.pick(["null", "1", '"x"', "[]", "true", "{}", "[{}]", "[[]]", "[null]"]))],
    [1, () => deep(dice.pick([101, 1_000, 20_000]), dice.chance(0.5))],
    // Not UTF-8: a byte order mark of UTF-16, a cut sequence, an overlong slash, a surrogate, a code point past the last.
    [
      1,
      () => Buffer.concat([valid.subarray(0, valid.length >> 1), dice.pick(broken), valid.subarray(valid.length >> 1)]),
    ],
    [0.5, () => Buffer.from(valid.toString("utf8"), "utf16le")],
    [0.2, () => Buffer.alloc(dice.pick([262_145, 1_048_577, 2_200_000]), dice.pick([0x20, 0x78, 0x00]))],
  ])();
}

const broken = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc3]),
  Buffer.from([0xc0, 0xaf]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0x00]),
];

function flipped(dice: Dice, valid: Buffer): Buffer {
  const bytes = Buffer.from(valid);
  for (let change = dice.integer(1, 4); change > 0 && bytes.length > 0; change--) {
    bytes[dice.integer(0, bytes.length - 1)] = dice.integer(0, 255);
  }
  return bytes;
}

function deep(depth: number, arrays: boolean): Buffer {
  return Buffer.from(arrays ? "[".repeat(depth) + "]".repeat(depth) : `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
}
