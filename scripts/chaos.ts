/** `npm run chaos`: plays the example on a local Azure that is broken on purpose, and checks the invariants. */
import { CommanderError } from "commander";
import { type ChaosOptions, parseChaosOptions } from "./chaos/options.ts";
import { exitCodeOf, seedLines, summarize, summaryLines } from "./chaos/report.ts";
import { runSeed, type SeedResult } from "./chaos/run-seed.ts";

function read(): ChaosOptions {
  try {
    return parseChaosOptions(process.argv.slice(2));
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
}

const options = read();
const say = (line: string) => void (options.json || process.stdout.write(`${line}\n`));
const end = Date.now() + options.minutes * 60_000;
const results: SeedResult[] = [];
for (let seed = options.first; seed < options.first + options.seeds && Date.now() < end; seed++) {
  const result = await runSeed(seed, options);
  results.push(result);
  say(seedLines(result));
}
const summary = summarize(results, options.seeds);
process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : `${summaryLines(summary)}\n`);
process.exitCode = exitCodeOf(summary);
