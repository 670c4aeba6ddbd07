import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { fewestAccounts } from "../../console/plan/accounts.ts";
import { type BrokenPromise, brokenPromises } from "../../emulator/chaos/functions.ts";
import { type Limit, parseLimits } from "../../emulator/chaos/limits.ts";
import { type ChaosRate, rateNames } from "../../emulator/chaos/rates.ts";

/** What `npm run chaos` can be told. */
export interface ChaosOptions {
  readonly seeds: number;
  readonly first: number;
  readonly minutes: number;
  readonly jobs: number;
  readonly rate: ChaosRate;
  /** Undefined: all. */
  readonly only?: readonly Limit[];
  readonly kills: number;
  /** Undefined: where the seed says. */
  readonly killAt?: readonly number[];
  /** Functions hosts; undefined: as many as the seed says. */
  readonly hosts?: number;
  readonly accounts: number;
  readonly transfers: number;
  readonly payments: number;
  /** Seconds. */
  readonly patience: number;
  /** Seconds; undefined: three times the patience. */
  readonly stall?: number;
  /** Minutes; 0: not at all. */
  readonly shrink: number;
  readonly break?: BrokenPromise;
  readonly json: boolean;
}

/** What is played where nothing else is said. Small: many small seeds meet more than a few large ones. */
export const usual = {
  seeds: 5,
  first: 1,
  minutes: 60,
  rate: "usual",
  kills: 2,
  accounts: fewestAccounts,
  transfers: 10,
  payments: 4,
  patience: 60,
  shrink: 5,
} as const satisfies Partial<ChaosOptions>;

const about = `
What it does, once for each seed:
  Starts a system on a temporary folder with faults from the seed (npm start -- --chaos SEED), runs the simulator against it, kills
  the whole tree with kill -9 at seeded steps and starts it again, ends the faults, plays the same run once more, which changes
  nothing that has been done, and checks all invariants both times.
  A seed decides what is done and which fault befalls the first, second, … thing that a part does. Which thing that is depends on
  how fast everything goes, so another try with the same seed is alike, not the same. The folder of a seed that failed is kept;
  its chaos.jsonl names every fault.

Examples:
  npm run chaos -- --seeds 100                           about half an hour on two processors
  npm run chaos -- --rate heavy --only cosmos --kills 0  faults of the store alone, and three times as many
  npm run chaos -- --break checkpoint-first              a broken promise, to see it found out

Exit codes: 0 all invariants hold · 1 one is broken · 2 one seed or more could not be judged, or wrong usage`;

/**
 * Reads the command line.
 * @throws CommanderError for wrong usage (exit code 1) and after help was printed (exit code 0)
 */
export function parseChaosOptions(args: readonly string[]): ChaosOptions {
  return new Command("npm run chaos --")
    .description("Breaks the local Azure on purpose while the example is played, and checks that nothing got lost.")
    .option("--seeds <n>", "how many seeds", whole(1, 1_000_000), usual.seeds)
    .option("--first <seed>", "the first of them; the others follow it", whole(0, 1e15), usual.first)
    .option("--minutes <n>", "after so many no further seed is begun", whole(1, 10_000), usual.minutes)
    .option("--jobs <n>", "seeds under way together", whole(1, 64), Math.min(16, availableParallelism()))
    .addOption(new Option("--rate <profile>", "how many faults").choices(rateNames).default(usual.rate))
    .option("--only <faults>", "only these faults: PART, PART/KIND or PART/KIND:FROM-TO, with commas between", limits)
    .option("--kills <n>", "how often the whole tree is killed", whole(0, 100), usual.kills)
    .option("--kill-at <steps>", "after which steps it is killed, such as 12,80 (default: the seed decides)", steps)
    .option("--hosts <n>", "Functions hosts, 1 or 2 (default: the seed decides)", whole(1, 2))
    .option("--accounts <n>", "accounts", whole(fewestAccounts, 10_000), usual.accounts)
    .option("--transfers <n>", "transfers", whole(0, 1_000_000), usual.transfers)
    .option("--payments <n>", "payments to merchants", whole(0, 1_000_000), usual.payments)
    .option("--patience <seconds>", "how long a system that is away is waited for", whole(1, 86_400), usual.patience)
    .option(
      "--stall <seconds>",
      "how long something that should come is waited for while nothing changes (default: three times --patience)",
      whole(1, 86_400),
    )
    .option(
      "--shrink <minutes>",
      "how long smaller plans are looked for with which a seed still fails (0: not at all)",
      whole(0, 10_000),
      usual.shrink,
    )
    .addOption(
      new Option("--break <promise>", "break a promise of the local Azure itself, to see it found out").choices(
        brokenPromises,
      ),
    )
    .option("--json", "print one JSON object", false)
    .addHelpText("after", about)
    .allowExcessArguments(false)
    .exitOverride()
    .parse(args as string[], { from: "user" })
    .opts<ChaosOptions>();
}

function whole(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,16}$/.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
  };
}

function steps(text: string): number[] {
  if (/^\d{1,9}(,\d{1,9}){0,99}$/.test(text)) return text.split(",").map(Number);
  throw new InvalidArgumentError("It must be numbers of steps with commas between, such as 12,80.");
}

function limits(text: string): Limit[] {
  try {
    return parseLimits(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
