import { rmSync } from "node:fs";
import { join } from "node:path";
import type { FaultRecord } from "../../emulator/chaos/faults.ts";
import { readLedger } from "../../emulator/chaos/ledger.ts";
import { chaosFile } from "../../emulator/local-azure/local-azure.ts";
import { commandLine, type SeedPlan } from "./seed-plan.ts";
import type { SeedResult, Shrunk } from "./seed-result.ts";
import { smallerPlans } from "./smaller-plans.ts";

/** What shrinking is done with. */
export interface ShrinkOptions {
  /** Plans that are played side by side. */
  readonly jobs: number;
  readonly play: (plan: SeedPlan) => Promise<SeedResult>;
  /** The faults of a play that failed; the play's data is not needed any more afterwards. */
  readonly faultsOf: (result: SeedResult) => readonly FaultRecord[];
  /** Whether there is no time for another try. */
  readonly isOver: () => boolean;
}

/** How often the smallest plan is played in all, to tell how sure it is. */
const confirmations = 3;

/** Seconds that a smaller plan waits for a system that is away: a tree that is killed is back in a few. */
const shortPatience = 20;

/**
 * Looks for smaller plans that fail as `result` did, taking the first that does and going on from there, until none does or the time
 * is over. A plan is tried once: one that fails only now and then is passed over, and what is found is a plan that failed when tried.
 */
export async function shrink(plan: SeedPlan, result: SeedResult, options: ShrinkOptions): Promise<Shrunk> {
  const { jobs, play, faultsOf, isOver } = options;
  let smallest: SeedPlan = { ...plan, patience: Math.min(plan.patience, shortPatience) };
  let [tried, failed, played] = [0, 0, 0];
  // A smaller plan has again some of the plans below it that have held.
  const known = new Set<string>();
  let candidates = fresh(smallerPlans(smallest, faultsOf(result)), known);
  for (let group = take(candidates, jobs); group.length > 0; group = take(candidates, jobs)) {
    if (isOver()) break;
    tried += group.length;
    const results = await Promise.all(group.map(play));
    const faults = results.map(faultsOf);
    const index = results.findIndex(({ verdict }) => verdict === result.verdict);
    const next = group[index];
    if (next === undefined) continue;
    smallest = next;
    candidates = fresh(smallerPlans(smallest, faults[index] ?? []), known);
    [failed, played] = [1, 1];
  }
  while (played < confirmations && !isOver()) {
    const again = await play(smallest);
    faultsOf(again);
    played++;
    if (again.verdict === result.verdict) failed++;
  }
  return { plan: smallest, repeat: commandLine(smallest), tried, failed, played };
}

/** The faults in the folder of a play, which is removed with all that it holds unless it is `kept`. */
export function takeFaults({ folder }: SeedResult, kept?: string): readonly FaultRecord[] {
  if (folder === undefined) return [];
  const { faults } = readLedger(join(folder, chaosFile));
  if (folder !== kept) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return faults;
}

function* fresh(plans: Iterable<SeedPlan>, known: Set<string>): Generator<SeedPlan> {
  for (const plan of plans) {
    const line = commandLine(plan);
    if (!known.has(line)) yield plan;
    known.add(line);
  }
}

function take<T>(items: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const { done, value } = items.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}
