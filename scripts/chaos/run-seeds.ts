import type { ChaosOptions } from "./options.ts";
import { runSeed, type SeedResult } from "./run-seed.ts";
import { planOf } from "./seed-plan.ts";

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
