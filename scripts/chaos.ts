/** `npm run chaos`: plays the example on a local Azure that is broken on purpose, and checks the invariants. */
import { CommanderError } from "commander";
import { type ChaosOptions, parseChaosOptions } from "./chaos/options.ts";
import { exitCodeOf, seedLines, shrunkLine, summarize, summaryLines } from "./chaos/report.ts";
import { runSeeds, shrinkFailures } from "./chaos/run-seeds.ts";

function read(): ChaosOptions {
  try {
    return parseChaosOptions(process.argv.slice(2));
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
}

// Ended here, so that the systems under way are ended too.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

const options = read();
const say = (line: string) => void (options.json || process.stdout.write(`${line}\n`));
const start = Date.now();
let done = 0;
const results = await runSeeds(options, (result) => say(seedLines(result, `${++done}/${options.seeds}`)));
const judged = await shrinkFailures(results, options, (seed, shrunk) => say(shrunkLine(seed, shrunk)));
const summary = summarize(judged, options.seeds, (Date.now() - start) / 1000);
process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : `${summaryLines(summary)}\n`);
process.exitCode = exitCodeOf(summary);
