import { Command, InvalidArgumentError } from "commander";
import { fewestAccounts } from "./plan/accounts.ts";

/** What `npm run simulate` can be told. */
export interface SimulateOptions {
  readonly accounts: number;
  readonly transfers: number;
  /** Percent. */
  readonly duplicates: number;
  readonly seed: number;
  /** Undefined: a new run. */
  readonly run?: string;
  readonly url: string;
  readonly header: Readonly<Record<string, string>>;
  readonly concurrency: number;
  /** Seconds. */
  readonly patience: number;
  readonly verify: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

const examples = `
What it does:
  Opens accounts, loads credits, sends transfers between them, repeats some commands and sends some that must be
  refused. Every command is followed to its outcome; at the end everything is read back and the invariants are checked.
  The seed decides amounts, partners and order; the seed and the run's name decide all ids.

Examples:
  npm run simulate                                      against npm start in another terminal
  npm run simulate -- --accounts 50 --transfers 500 --duplicates 5 --seed 42
  npm run simulate -- --seed 42 --run NAME              finish a run that was cut off: what is there already counts
  npm run simulate -- --url https://HOST --header 'x-functions-key: KEY'
  npm run simulate -- --json | jq .summary.latency

Exit codes: 0 all invariants hold · 1 one is broken · 2 wrong usage, or the system cannot be reached`;

/**
 * Reads the command line.
 * @throws CommanderError for wrong usage (exit code 1) and after help was printed (exit code 0)
 */
export function parseSimulateOptions(args: readonly string[]): SimulateOptions {
  return new Command("npm run simulate --")
    .description(
      "Plays prepaid credits against a running system and checks that nothing was lost and nothing done twice.",
    )
    .option("--accounts <n>", `accounts to open, at least ${fewestAccounts}`, whole(fewestAccounts, 100_000), 50)
    .option("--transfers <n>", "transfers between them", whole(0, 10_000_000), 500)
    .option("--duplicates <percent>", "commands that are sent twice", whole(0, 100), 5)
    .option("--seed <n>", "decides what is done", whole(0, Number.MAX_SAFE_INTEGER), 42)
    .option("--run <name>", "repeats or finishes the run of this name (default: a new name)", runName)
    .option("--url <url>", "where the system is", address, "http://127.0.0.1:7071")
    .option("--header <name: value>", "sent with every request; may be repeated", header, {})
    .option("--concurrency <n>", "commands under way together", whole(1, 1000), 16)
    .option(
      "--patience <seconds>",
      "how long a system that is away is waited for; three times as long for an outcome",
      whole(1, 86_400),
      60,
    )
    .option("--verify", "ask the system to verify its own read models, when it can", true)
    .option("--no-verify", "do not")
    .option("--json", "print one JSON object instead of tables", false)
    .option("--quiet", "print only what is broken, and the verdict", false)
    .addHelpText("after", examples)
    .allowExcessArguments(false)
    .exitOverride()
    .parse(args as string[], { from: "user" })
    .opts<SimulateOptions>();
}

function whole(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,16}$/.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
  };
}

function runName(text: string): string {
  if (/^[A-Za-z0-9_-]{1,40}$/.test(text)) return text;
  throw new InvalidArgumentError("A name has 1 to 40 letters, digits, - or _.");
}

function address(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return text.replace(/\/+$/, "").replace(/\/api$/, "");
  throw new InvalidArgumentError("It must be an address such as http://127.0.0.1:7071.");
}

function header(text: string, earlier: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([A-Za-z0-9-]+):\s*(\S.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...earlier, [name.toLowerCase()]: value };
  throw new InvalidArgumentError("It must look like 'x-functions-key: abc'.");
}
