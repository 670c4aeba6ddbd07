/** How many measurements lie between which bounds; one more count than bounds, the last for what is above them all. */
export interface Distribution {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/** Two distributions as one. Of two with different bounds the later one stands: there is no way to add them up. */
export function merge(one: Distribution | undefined, other: Distribution): Distribution {
  if (one === undefined || one.bounds.join() !== other.bounds.join()) return other;
  return { bounds: one.bounds, counts: one.counts.map((count, at) => count + (other.counts[at] ?? 0)) };
}

/** A percentile, `share` from 0 to 1, by straight lines inside of the parts; null of nothing. What is above all bounds counts as the last one. */
export function percentile({ bounds, counts }: Distribution, share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let left = share * all;
  for (const [at, count] of counts.entries()) {
    if (count > 0 && left <= count) {
      const low = bounds[at - 1] ?? 0;
      const high = bounds[at] ?? low;
      return low + (high - low) * (left / count);
    }
    left -= count;
  }
  return bounds.at(-1) ?? null;
}
