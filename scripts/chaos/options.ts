import { Command, InvalidArgumentError, Option } from "commander";
import { type BrokenPromise, brokenPromises } from "../../emulator/chaos/functions.ts";
import { type ChaosRate, rateNames } from "../../emulator/chaos/rates.ts";

/** What `npm run chaos` can be told. */
export interface ChaosOptions {
  readonly seeds: number;
  readonly first: number;
  readonly minutes: number;
  readonly rate: ChaosRate;
  readonly kills: number;
  readonly accounts: number;
  readonly transfers: number;
  readonly payments: number;
  /** Seconds. */
  readonly patience: number;
  readonly break?: BrokenPromise;
  readonly json: boolean;
}

/** What is played where nothing else is said. */
export const usual = {
  seeds: 5,
  first: 1,
  minutes: 10,
  rate: "usual",
  kills: 2,
  accounts: 8,
  transfers: 30,
  payments: 8,
  patience: 30,
} as const satisfies Partial<ChaosOptions>;

const about = `
What it does, once for each seed:
  Starts a system on a temporary folder with faults from the seed (npm start -- --chaos SEED), runs the simulator against it, kills
  the whole tree with kill -9 at seeded moments and starts it again, ends the faults, plays the same run once more, which changes
  nothing that has been done, and checks all invariants both times.
  A seed decides what is done and which fault befalls the first, second, … thing that a part does. Which thing that is depends on
  how fast everything goes, so another try with the same seed is alike, not the same. The folder of a seed that failed is kept;
  its chaos.jsonl names every fault.

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
    .addOption(new Option("--rate <profile>", "how many faults").choices(rateNames).default(usual.rate))
    .option("--kills <n>", "how often the whole tree is killed", whole(0, 100), usual.kills)
    .option("--accounts <n>", "accounts", whole(5, 10_000), usual.accounts)
    .option("--transfers <n>", "transfers", whole(0, 1_000_000), usual.transfers)
    .option("--payments <n>", "payments to merchants", whole(0, 1_000_000), usual.payments)
    .option(
      "--patience <seconds>",
      "how long a system that is away is waited for; three times as long for an outcome",
      whole(1, 86_400),
      usual.patience,
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

/** The command line that plays one seed again. */
export function repeatLine(options: ChaosOptions, seed: number): string {
  const words = ["rate", "kills", "accounts", "transfers", "payments", "patience"] as const;
  const changed = words.flatMap((word) => (options[word] === usual[word] ? [] : [`--${word} ${options[word]}`]));
  const broken = options.break === undefined ? [] : [`--break ${options.break}`];
  return ["npm run chaos -- --seeds 1", `--first ${seed}`, ...changed, ...broken].join(" ");
}

function whole(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,16}$/.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
  };
}
