import { hashInput, type KeyComponent, marker } from "./component.ts";
import { murmur32 } from "./murmur3.ts";

/** Version 1 looks at no more than this many characters of a string. */
const longestString = 100;

/**
 * The effective partition key of a version 1 definition (the version that a definition without a number has):
 * the 32-bit hash and then the value itself, both in an order-preserving binary form, as upper-case hex.
 */
export function hashV1(component: KeyComponent): string {
  const value = typeof component === "string" ? component.slice(0, longestString) : component;
  const hash = murmur32(hashInput(value, marker.undefined));
  return Buffer.concat([orderedNumber(hash), orderedValue(value)])
    .toString("hex")
    .toUpperCase();
}

/** The effective partition key at which hash value `hash` begins; used to place range boundaries. */
export const boundaryV1 = (hash: number): string => orderedNumber(hash).toString("hex").toUpperCase();

function orderedValue(value: KeyComponent): Buffer {
  if (typeof value === "string") return orderedString(value);
  if (typeof value === "number") return orderedNumber(value);
  return hashInput(value, marker.undefined);
}

/** Each byte is raised by one so that the closing 0x00 sorts before every character. */
function orderedString(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  const short = value.length <= longestString;
  const kept = bytes
    .subarray(0, short ? bytes.length : longestString + 1)
    .map((byte) => (byte < 255 ? byte + 1 : byte));
  return Buffer.concat([Buffer.of(marker.string), kept, short ? Buffer.of(marker.undefined) : Buffer.alloc(0)]);
}

/**
 * A double whose bytes sort like the number: sign bit turned, then one byte of 8 bits and as many bytes of 7 bits as
 * are needed, the lowest bit of each saying whether another follows. Bytes that would be zero are left out.
 */
function orderedNumber(value: number): Buffer {
  const raw = Buffer.alloc(8);
  raw.writeDoubleBE(value);
  const bits = raw.readBigUInt64BE();
  const sign = 1n << 63n;
  let left = bits < sign ? bits ^ sign : BigInt.asUintN(64, -bits);
  const out = [marker.number, Number(left >> 56n)];
  left = BigInt.asUintN(64, left << 8n);
  let pending: number | undefined;
  do {
    if (pending !== undefined) out.push(pending);
    pending = Number(left >> 56n) | 1;
    left = BigInt.asUintN(64, left << 7n);
  } while (left !== 0n);
  const last = pending & 0xfe;
  if (last !== 0) out.push(last);
  return Buffer.from(out);
}
