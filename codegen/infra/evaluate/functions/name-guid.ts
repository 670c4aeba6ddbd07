import { createHash } from "node:crypto";

/** The namespace of `guid` (learn.microsoft.com, "Bicep functions - string", guid: a UUID of version 5 in it). */
const namespace = Buffer.from("11fb06fb712d4ddd98c7e71bbd588830", "hex");

/** `guid` of Resource Manager: a UUID of version 5 (RFC 9562) that only depends on the given texts, joined by hyphens. */
export function nameGuid(texts: readonly string[]): string {
  const bytes = createHash("sha1").update(namespace).update(texts.join("-"), "utf8").digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
