import type { ChaosOptions } from "./options.ts";
import { runSeed } from "./run-seed.ts";
import { planOf } from "./seed-plan.ts";
import type { SeedResult, Shrunk } from "./seed-result.ts";
import { shrink, takeFaults } from "./shrink.ts";

/** Plays all seeds, several side by side, until the time is over. @returns the results by seed */
export async function runSeeds(options: ChaosOptions, tell: (result: SeedResult) => void): Promise<SeedResult[]> {
  const end = Date.now() + options.minutes * 60_000;
  const last = options.first + options.seeds - 1;
  const results: SeedResult[] = [];
  let next = options.first;
  const lane = async () => {
    while (next <= last && Date.now() < end) {
      const result = await runSeed(planOf(next++, options));
      results.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, options.seeds) }, lane));
  return results.sort((a, b) => a.seed - b.seed);
}

/** Looks for a smaller plan for each seed that failed, one after the other, while there is time. @returns all results, with what was found */
export async function shrinkFailures(
  results: readonly SeedResult[],
  options: ChaosOptions,
  tell: (seed: number, shrunk: Shrunk) => void,
): Promise<SeedResult[]> {
  const end = Date.now() + options.shrink * 60_000;
  const judged: SeedResult[] = [];
  for (const result of results) {
    if (result.verdict === "held" || Date.now() >= end) {
      judged.push(result);
      continue;
    }
    const shrunk = await shrink(planOf(result.seed, options), result, {
      jobs: options.jobs,
      play: runSeed,
      faultsOf: (played) => takeFaults(played, result.folder),
      isOver: () => Date.now() >= end,
    });
    tell(result.seed, shrunk);
    judged.push({ ...result, shrunk });
  }
  return judged;
}
