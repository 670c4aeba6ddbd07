import { hashInput, type KeyComponent } from "./component.ts";
import { murmur128 } from "./murmur3.ts";

/** Closes a string in the hashed bytes of version 2. */
const stringEnd = 0xff;

/**
 * The effective partition key of one component in version 2: the 128-bit hash, second half first, with
 * the top two bits cleared, as 32 upper-case hex digits.
 */
export function hashV2(component: KeyComponent): string {
  const [first, second] = murmur128(hashInput(component, stringEnd));
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(second, 0);
  bytes.writeBigUInt64BE(first, 8);
  bytes[0] = (bytes[0] ?? 0) & 0x3f;
  return bytes.toString("hex").toUpperCase();
}

/** A hierarchical key: the version 2 hashes of its components, one after the other. */
export const multiHash = (components: readonly KeyComponent[]): string => components.map(hashV2).join("");
