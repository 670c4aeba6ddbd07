import { Command, InvalidArgumentError } from "commander";
import { fewestAccounts } from "../../console/plan/accounts.ts";

/** What `npm run splits` can be told. */
export interface SplitsOptions {
  /** How long hosts are killed and ranges split. */
  readonly seconds: number;
  /** Seconds between two kills. */
  readonly killEvery: number;
  /** Seconds between two splits. */
  readonly splitEvery: number;
  /** Ranges of each container at the beginning. */
  readonly ranges: number;
  readonly seed: number;
  readonly accounts: number;
  readonly transfers: number;
  readonly payments: number;
  /** Seconds. */
  readonly patience: number;
  /** Whether every run is played once more when all is calm. */
  readonly again: boolean;
  readonly json: boolean;
}

/** What is played where nothing else is said. */
export const usual = {
  seconds: 60,
  killEvery: 5,
  splitEvery: 3,
  ranges: 4,
  seed: 1,
  accounts: 12,
  transfers: 40,
  payments: 12,
  patience: 60,
} as const satisfies Partial<SplitsOptions>;

const about = `
What it does:
  Starts Cosmos DB, Event Grid and blobs, two Functions hosts over them and one address in front of both. The simulator plays
  against that address, one run after another. Meanwhile hosts are killed with kill -9 and started again, the one and the other in
  turn, and ranges of the containers are split. One host is away at a time: where a start takes long, the next kill waits for it.
  Now and then a host stays away until its leases have expired. When the time is over the run under way is played to its end,
  and every run once more, which changes nothing that has been done. Then the stores are read: order in every stream, nothing
  lost, nothing twice.

Exit codes: 0 all holds · 1 something is broken · 2 it could not be judged, or wrong usage`;

/**
 * Reads the command line.
 * @throws CommanderError for wrong usage (exit code 1) and after help was printed (exit code 0)
 */
export function parseSplitsOptions(args: readonly string[]): SplitsOptions {
  return new Command("npm run splits --")
    .description("Kills two hosts in turn and splits partition ranges while the example is played.")
    .option("--seconds <n>", "how long hosts are killed and ranges split", whole(1, 86_400), usual.seconds)
    .option("--kill-every <seconds>", "time between two kills", whole(1, 3_600), usual.killEvery)
    .option("--split-every <seconds>", "time between two splits", whole(1, 3_600), usual.splitEvery)
    .option("--ranges <n>", "ranges of each container at the beginning", whole(1, 50), usual.ranges)
    .option("--seed <n>", "of the first run; the others follow it", whole(0, 1e15), usual.seed)
    .option("--accounts <n>", "accounts of a run", whole(fewestAccounts, 10_000), usual.accounts)
    .option("--transfers <n>", "transfers of a run", whole(0, 1_000_000), usual.transfers)
    .option("--payments <n>", "payments of a run", whole(0, 1_000_000), usual.payments)
    .option("--patience <seconds>", "how long a system that is away is waited for", whole(1, 86_400), usual.patience)
    .option("--no-again", "do not play every run once more when the time is over")
    .option("--json", "print one JSON object", false)
    .addHelpText("after", about)
    .allowExcessArguments(false)
    .exitOverride()
    .parse(args as string[], { from: "user" })
    .opts<SplitsOptions>();
}

function whole(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,16}$/.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
  };
}
