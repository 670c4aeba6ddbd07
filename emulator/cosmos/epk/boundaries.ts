import { boundaryV1 } from "./hash-v1.ts";

/** Below every effective partition key. */
export const lowestKey = "";
/** Above every effective partition key. */
export const highestKey = "FF";

/** A half-open interval of effective partition keys: `min` is inside, `max` is not. */
export interface KeyInterval {
  readonly min: string;
  readonly max: string;
}

/** Cuts the whole key space into `count` intervals that hash values fill evenly. */
export function evenIntervals(count: number, version: 1 | 2): KeyInterval[] {
  const cuts = Array.from({ length: count - 1 }, (_, index) => boundaryAt((index + 1) / count, version));
  const edges = [lowestKey, ...cuts, highestKey];
  return cuts.concat(highestKey).map((max, index) => ({ min: edges[index] ?? lowestKey, max }));
}

/** The middle of an interval, measured on the leading hash; used to split a range in two. */
export function middleOf(interval: KeyInterval, version: 1 | 2): string {
  const { low, high } = fractionsOf(interval, version);
  return boundaryAt((low + high) / 2, version);
}

/** How much of the key space an interval covers, from 0 to 1. */
export function widthOf(interval: KeyInterval, version: 1 | 2): number {
  const { low, high } = fractionsOf(interval, version);
  return high - low;
}

function fractionsOf(interval: KeyInterval, version: 1 | 2): { readonly low: number; readonly high: number } {
  const high = interval.max === highestKey ? 1 : fractionOf(interval.max, version);
  return { low: fractionOf(interval.min, version), high };
}

/** A narrower interval, as `widthOf` measures it, has no middle. */
export const narrowest = 2 ** -29;

const hashes = 0x1_0000_0000;
const resolution = 0x4000_0000;

function boundaryAt(fraction: number, version: 1 | 2): string {
  if (version === 1) return boundaryV1(Math.floor(fraction * hashes));
  const lead = Math.floor(fraction * resolution);
  return lead.toString(16).toUpperCase().padStart(8, "0").padEnd(32, "0");
}

/** Inverse of `boundaryAt`. Version 1 is found by bisection, as its number form has no simple inverse. */
function fractionOf(key: string, version: 1 | 2): number {
  if (key === lowestKey) return 0;
  if (version === 2) return Number.parseInt(key.slice(0, 8), 16) / resolution;
  let low = 0;
  let high = hashes;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (boundaryV1(middle) <= key) low = middle;
    else high = middle;
  }
  return low / hashes;
}
