/** MurmurHash3 by Austin Appleby (public domain), the two variants Cosmos DB partitioning uses, with seed 0. */

const mask64 = 0xffff_ffff_ffff_ffffn;
const c1 = 0x87c3_7b91_1142_53d5n;
const c2 = 0x4cf5_ad43_2745_937fn;

const rotate64 = (value: bigint, bits: bigint) => ((value << bits) | (value >> (64n - bits))) & mask64;

function finish64(value: bigint): bigint {
  let k = value;
  k = ((k ^ (k >> 33n)) * 0xff51_afd7_ed55_8ccdn) & mask64;
  k = ((k ^ (k >> 33n)) * 0xc4ce_b9fe_1a85_ec53n) & mask64;
  return k ^ (k >> 33n);
}

const mix1 = (k: bigint) => (rotate64((k * c1) & mask64, 31n) * c2) & mask64;
const mix2 = (k: bigint) => (rotate64((k * c2) & mask64, 33n) * c1) & mask64;

/** The 128-bit x64 variant. Returns its two 64-bit halves, first half first. */
export function murmur128(data: Buffer): readonly [bigint, bigint] {
  let h1 = 0n;
  let h2 = 0n;
  const whole = data.length - (data.length % 16);
  for (let at = 0; at < whole; at += 16) {
    h1 ^= mix1(data.readBigUInt64LE(at));
    h1 = ((rotate64(h1, 27n) + h2) * 5n + 0x52dc_e729n) & mask64;
    h2 ^= mix2(data.readBigUInt64LE(at + 8));
    h2 = ((rotate64(h2, 31n) + h1) * 5n + 0x3849_5ab5n) & mask64;
  }
  const tail = Buffer.alloc(16);
  data.copy(tail, 0, whole);
  h2 ^= mix2(tail.readBigUInt64LE(8));
  h1 ^= mix1(tail.readBigUInt64LE(0));
  const length = BigInt(data.length);
  h1 ^= length;
  h2 ^= length;
  h1 = (h1 + h2) & mask64;
  h2 = (h2 + h1) & mask64;
  h1 = finish64(h1);
  h2 = finish64(h2);
  h1 = (h1 + h2) & mask64;
  h2 = (h2 + h1) & mask64;
  return [h1, h2];
}

const rotate32 = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));
const mix32 = (k: number) => Math.imul(rotate32(Math.imul(k, 0xcc9e_2d51), 15), 0x1b87_3593);

/** The 32-bit x86 variant, as an unsigned number. */
export function murmur32(data: Buffer): number {
  let h = 0;
  const whole = data.length - (data.length % 4);
  for (let at = 0; at < whole; at += 4) {
    h ^= mix32(data.readInt32LE(at));
    h = (Math.imul(rotate32(h, 13), 5) + 0xe654_6b64) | 0;
  }
  if (whole < data.length) h ^= mix32(data.readUIntLE(whole, data.length - whole) | 0);
  h ^= data.length;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
