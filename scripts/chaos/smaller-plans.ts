import type { FaultRecord } from "../../emulator/chaos/faults.ts";
import type { Limit } from "../../emulator/chaos/limits.ts";
import type { SeedPlan } from "./seed-plan.ts";

/**
 * Plans that are smaller than one that failed, those first that leave out most: kills, hosts, what is played, kinds of faults in
 * halves and one by one, and at last halves of their numbers. `happened` are the faults of the failure.
 */
export function* smallerPlans(plan: SeedPlan, happened: readonly FaultRecord[]): Generator<SeedPlan> {
  const { killAt, hosts } = plan;
  const limits = plan.only ?? limitsOf(happened);
  for (const part of parts(limits)) yield { ...plan, only: limits.filter((limit) => !part.includes(limit)) };
  for (const part of parts(killAt)) yield { ...plan, killAt: killAt.filter((step) => !part.includes(step)) };
  if (hosts > 1) yield { ...plan, hosts: 1 };
  for (const what of ["payments", "transfers"] as const) {
    for (const count of new Set([0, plan[what] >> 1])) if (count < plan[what]) yield { ...plan, [what]: count };
  }
  for (const limit of limits) {
    for (const half of halves(limit, happened)) {
      yield { ...plan, only: limits.map((other) => (other === limit ? half : other)) };
    }
  }
}

/** The kinds of faults that happened, each without numbers. */
function limitsOf(happened: readonly FaultRecord[]): Limit[] {
  const kinds = new Map(happened.map(({ part, kind }) => [`${part}/${kind}`, { part, kind }]));
  return [...kinds.values()];
}

/** Parts of a list that may be left out: all, each half, each quarter, … each by itself. */
function* parts<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let size = list.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size);
  }
}

/** A kind with only the first half, or only the second half, of the numbers that happened. */
function* halves(limit: Limit, happened: readonly FaultRecord[]): Generator<Limit> {
  const { part, kind, from = 0, to = Number.POSITIVE_INFINITY } = limit;
  const numbers = happened
    .filter((fault) => fault.part === part && (kind ?? fault.kind) === fault.kind)
    .map(({ number }) => number)
    .filter((number) => number >= from && number <= to)
    .sort((a, b) => a - b);
  const [first, middle, last] = [numbers[0], numbers[(numbers.length >> 1) - 1], numbers.at(-1)];
  if (first === undefined || middle === undefined || last === undefined || first === last) return;
  const named = { part, ...(kind !== undefined && { kind }) };
  yield { ...named, from: first, to: middle };
  yield { ...named, from: middle + 1, to: last };
}
