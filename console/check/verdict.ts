/** What was found of one invariant. */
export interface Verdict {
  readonly name: string;
  readonly verdict: "holds" | "broken" | "not checked";
  /** What was looked at, or what is wrong. */
  readonly detail: string;
}

/** Faults that are told one by one; of the others only the number. */
const mostTold = 5;

/** Holds when there are no faults. */
export function verdictOf(name: string, faults: readonly string[], lookedAt: string): Verdict {
  if (faults.length === 0) return { name, verdict: "holds", detail: lookedAt };
  const rest = faults.length > mostTold ? [`and ${faults.length - mostTold} more`] : [];
  return { name, verdict: "broken", detail: [...faults.slice(0, mostTold), ...rest].join("; ") };
}

/** A number of things in words: `1 account`, `2 accounts`. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** Whatever appears more than once. */
export function repeated<T>(items: Iterable<T>): T[] {
  const once = new Set<T>();
  const twice = new Set<T>();
  for (const item of items) (once.has(item) ? twice : once).add(item);
  return [...twice];
}
