/** Something that took from an instant to another one, ms. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Places instants on an axis. */
export interface TimeScale {
  readonly from: number;
  /** From 0 at the first instant to 1 at the last one. */
  at(instant: number): number;
  /** Marks, with the time since the first instant. */
  readonly ticks: readonly { readonly at: number; readonly ms: number }[];
  /** Waits that are drawn shorter than they were. */
  readonly folds: readonly { readonly at: number; readonly ms: number }[];
}

/** Share of all busy time that a wait takes at most when waits are folded. */
const foldedShare = 0.12;
/** Marks are no closer together. */
const tickDistance = 0.2;

/**
 * An axis for these intervals. Where nothing happens for long, such as while somebody is waited for over days, `fold` makes
 * the wait short, so that the moments around it can still be seen.
 */
export function timeScale(intervals: readonly Interval[], fold: boolean): TimeScale {
  const busy = merged(intervals);
  const lengths = busy.map(({ from, to }) => Math.max(to - from, 0.5));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const longest = fold ? Math.max(all * foldedShare, 0.5) : Number.POSITIVE_INFINITY;
  const knots: { readonly instant: number; readonly place: number }[] = [];
  const waits: { readonly place: number; readonly ms: number }[] = [];
  let place = 0;
  for (const [index, { from, to }] of busy.entries()) {
    const before = busy[index - 1];
    if (before !== undefined) {
      const wait = from - before.to;
      const width = Math.min(wait, longest);
      if (width < wait) waits.push({ place: place + width / 2, ms: wait });
      place += width;
    }
    knots.push({ instant: from, place });
    place += lengths[index] ?? 0;
    knots.push({ instant: Math.max(to, from + (lengths[index] ?? 0)), place });
  }
  const total = place || 1;
  const first = knots[0]?.instant ?? 0;
  const at = (instant: number) => placeOf(knots, instant) / total;
  const starts =
    fold && waits.length > 0 ? busy.map(({ from }) => from) : fractions(first, knots.at(-1)?.instant ?? first);
  const ticks: { at: number; ms: number }[] = [];
  for (const instant of starts) {
    const where = at(instant);
    if (ticks.length === 0 || where - (ticks.at(-1)?.at ?? 0) >= tickDistance)
      ticks.push({ at: where, ms: instant - first });
  }
  return { from: first, at, ticks, folds: waits.map(({ place: where, ms }) => ({ at: where / total, ms })) };
}

function merged(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = [...intervals].sort((one, other) => one.from - other.from);
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = found.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}

function placeOf(knots: readonly { readonly instant: number; readonly place: number }[], instant: number): number {
  let before = knots[0];
  if (before === undefined || instant <= before.instant) return before?.place ?? 0;
  for (const knot of knots) {
    if (instant <= knot.instant) {
      const share = (instant - before.instant) / (knot.instant - before.instant || 1);
      return before.place + (knot.place - before.place) * share;
    }
    before = knot;
  }
  return before.place;
}

const fractions = (from: number, to: number) => [0, 0.2, 0.4, 0.6, 0.8].map((share) => from + (to - from) * share);
