import { createHash } from "node:crypto";

/** Makes the ids of one run: the same name gives the same id, another run gives others. */
export type MakeId = (...name: readonly (string | number)[]) => string;

/** Ids of the run `run` with the seed `seed`: UUIDs of version 8, made from a hash. Source: RFC 9562, section 5.8. */
export function idsOf(seed: number, run: string): MakeId {
  return (...name) => {
    const bytes = createHash("sha256")
      .update(JSON.stringify([seed, run, ...name]))
      .digest()
      .subarray(0, 16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
}
