/**
 * Time to live. A container without a default ignores all of it; with -1 only items that carry a `ttl` expire; with a
 * number of seconds every item does, unless it says otherwise. Counted from the item's last write.
 */

/** True when an item is still there at second `now`. */
export function isAlive(
  item: { ts: number; ttl: number | null },
  defaultTtl: number | undefined,
  now: number,
): boolean {
  if (defaultTtl === undefined) return true;
  const ttl = item.ttl ?? defaultTtl;
  return ttl === -1 || item.ts + ttl > now;
}

/** The same rule as an SQL condition with one parameter, the current second; empty when nothing expires. */
export function aliveCondition(defaultTtl: number | undefined): string {
  if (defaultTtl === undefined) return "";
  const effective = `coalesce(ttl, ${defaultTtl})`;
  return ` AND (${effective} = -1 OR ts + ${effective} > ?)`;
}
