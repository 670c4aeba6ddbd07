import type { Lease } from "./ports.ts";

/**
 * Which leases a host should take now, so that every live owner ends with an equal share: free and expired ones first, up
 * to the share; with none of those, one lease of the owner that has most, if that has more than its share.
 * @param now and `expiration`: milliseconds
 */
export function leasesToTake(leases: readonly Lease[], owner: string, now: number, expiration: number): Lease[] {
  const free: Lease[] = [];
  const held = new Map<string, Lease[]>([[owner, []]]);
  for (const lease of leases) {
    if (isFree(lease, now, expiration)) free.push(lease);
    else held.set(lease.Owner ?? "", [...(held.get(lease.Owner ?? "") ?? []), lease]);
  }
  const mine = held.get(owner)?.length ?? 0;
  const share = Math.ceil(leases.length / held.size);
  const needed = share - mine;
  if (needed <= 0) return [];
  if (free.length > 0) return free.slice(0, needed);
  const others = [...held].filter(([name]) => name !== owner).map(([, theirs]) => theirs);
  const richest = others.sort((a, b) => b.length - a.length)[0] ?? [];
  // With more than one lease missing, an owner may be brought below its own rounded-up share.
  const keep = needed > 1 ? share - 1 : share;
  return richest.length > keep ? richest.slice(0, 1) : [];
}

/** Whether nobody alive holds a lease. */
export function isFree(lease: Lease, now: number, expiration: number): boolean {
  if (lease.Owner === null || lease.Owner === "") return true;
  const stamped = Date.parse(lease.timestamp);
  return !(stamped + expiration >= now);
}
