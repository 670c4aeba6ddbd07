/**
 * `uniqueString` of Resource Manager: 13 characters that only depend on the given texts. They are joined by hyphens, hashed to 64 bits by
 * a two-lane MurmurHash3 and written in base 32. Names of deployed resources hold it, so it has to be Azure's to the letter: the tests
 * compare it with values that Azure has made.
 */
export function uniqueString(texts: readonly string[]): string {
  const hash = murmur64(new TextEncoder().encode(texts.join("-")));
  return Array.from({ length: 13 }, (_, index) => alphabet[Number(((hash << BigInt(5 * index)) >> 59n) & 31n)]).join(
    "",
  );
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const [c1, c2] = [0xab0e9789, 0x239b961b];

function murmur64(bytes: Uint8Array): bigint {
  const { length } = bytes;
  let [low, high] = [0, 0];
  let at = 0;
  for (; at + 8 <= length; at += 8) {
    low = multiply(rotate(low ^ firstLane(word(bytes, at)), 19) + high, 5) + 0x561ccd1b;
    high = multiply(rotate(high ^ secondLane(word(bytes, at + 4)), 13) + low, 5) + 0x0bcaa747;
  }
  if (at < length) low ^= firstLane(word(bytes, at));
  if (at + 4 < length) high ^= secondLane(word(bytes, at + 4));
  let first = (low ^ length) + (high ^ length);
  let second = (high ^ length) + first;
  first = finish(first);
  second = finish(second);
  first += second;
  second += first;
  return (BigInt(second >>> 0) << 32n) | BigInt(first >>> 0);
}

const firstLane = (value: number) => multiply(rotate(multiply(value, c2), 15), c1);
const secondLane = (value: number) => multiply(rotate(multiply(value, c1), 17), c2);

/** Four bytes, the least significant one first; what is behind the end counts as 0. */
function word(bytes: Uint8Array, at: number): number {
  return [0, 1, 2, 3].reduce((sum, index) => sum | ((bytes[at + index] ?? 0) << (8 * index)), 0);
}

function finish(value: number): number {
  const once = multiply(value ^ (value >>> 16), 0x85ebca6b);
  const twice = multiply(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

const multiply = Math.imul;
const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));
