import { Command, InvalidArgumentError } from "commander";
import type { ClientCredentials } from "../webapp/access-token.ts";
import { localAccess, simulatorClient } from "./local-system.ts";
import { fewestAccounts } from "./plan/accounts.ts";
import type { Shares } from "./plan/answers.ts";
import { usualRules } from "./plan/rules.ts";

/** What `npm run simulate` can be told. */
export interface SimulateOptions {
  readonly accounts: number;
  readonly transfers: number;
  /** Percent. */
  readonly duplicates: number;
  readonly seed: number;
  /** Percent of the transfers, on top of them. */
  readonly large: number;
  /** Percent of the transfers, on top of them. */
  readonly asked: number;
  readonly reviews: Shares;
  readonly guardians: Shares;
  /** Percent. */
  readonly races: number;
  readonly merchants: number;
  readonly payments: number;
  /** Whole units. */
  readonly reviewThreshold: number;
  /** Whole units. */
  readonly guardianLimit: number;
  /** Undefined: a new run. */
  readonly run?: string;
  readonly url: string;
  readonly header: Readonly<Record<string, string>>;
  /** Where the system asks for tokens: who may have those of everybody who plays. */
  readonly tokens?: ClientCredentials | undefined;
  /** Where these were found, as it was named on the command line: for lines that repeat it. */
  readonly data?: string;
  readonly tokenIssuer?: string;
  readonly tokenClient?: string;
  readonly concurrency: number;
  /** Seconds. */
  readonly patience: number;
  /** Seconds without any change after which something that should come is given up. Default: three times the patience. */
  readonly stall?: number;
  readonly verify: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** What is played where nothing else is said. */
export const usual = {
  accounts: 50,
  transfers: 500,
  duplicates: 5,
  seed: 42,
  large: 5,
  asked: 5,
  reviews: { yes: 50, no: 25, silent: 25 },
  guardians: { yes: 60, no: 20, silent: 20 },
  races: 20,
  merchants: 4,
  payments: 50,
  ...usualRules,
} as const satisfies Partial<SimulateOptions>;

/** The data folder of `npm start` where nothing else is said. */
export const usualData = ".eventwright/data";

const examples = `
What it does:
  Opens accounts, registers merchants, loads credits, sends transfers and payments, repeats some commands and sends some
  that must be refused. Every command is followed to its outcome; at the end everything is read back and the invariants
  are checked. The seed decides amounts, partners, answers and order; the seed and the run's name decide all ids.

People who are asked:
  Parents send large amounts, which are held until a reviewer decides; children send more than they may without asking,
  which waits for the guardian. Shares say how many say yes, say no, or stay silent: --reviews 50:25:25. Some questions
  are answered twice at once, one yes and one no: one of the two counts, the other must be told so.
  Silence ends after 24 or 72 hours. On the local Azure the simulator moves the clock (POST /admin/clock), which ends the
  waits of everything else in that system too; where the clock cannot be moved, the silent ones say yes.
  In this order: open, load, transfer, guardian, review, expire, close.

Examples:
  npm run simulate                                      against npm start in another terminal
  npm run simulate -- --accounts 50 --transfers 500 --duplicates 5 --seed 42
  npm run simulate -- --large 20 --reviews 0:0:100      many large transfers, and no reviewer at work
  npm run simulate -- --large 0 --asked 0 --merchants 0 plain transfers only
  npm run simulate -- --review-threshold 250            where the app's setting ReviewThreshold is 250
  npm run simulate -- --seed 42 --run NAME              finish a run that was cut off: what is there already counts
  npm run simulate -- --data FOLDER --url http://127.0.0.1:PORT  the npm start of that folder
  EVENTWRIGHT_KEY=… npm run simulate -- --url https://HOST       where keys are asked for: the master key, which also opens
                                                        the clock and the verification; or another --header
  npm run simulate -- --json | jq .summary.latency

Keys and tokens:
  Of the local system (npm start -- --keys, npm start -- --secure) they are found in its data folder. Every person signs in
  with a token of their own: those who have accounts with credits.read and credits.write, reviewers with credits.read and
  credits.review; what is nobody's is done, and waited for, by an operator with credits.operate.
  Elsewhere name an OpenID Connect issuer that lets a client have the tokens of others (client_credentials with the further
  parameter \`subject\`), by --token-issuer and --token-client; its secret is EVENTWRIGHT_TOKEN_SECRET.

Exit codes: 0 all invariants hold · 1 one is broken · 2 wrong usage, or the system cannot be reached`;

/**
 * Reads the command line; the key of the system's functions comes from `EVENTWRIGHT_KEY`, and a client's secret from
 * `EVENTWRIGHT_TOKEN_SECRET`, because everybody can read a command line. Of a local system both are found.
 * @throws CommanderError for wrong usage (exit code 1) and after help was printed (exit code 0)
 */
export function parseSimulateOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): SimulateOptions {
  const options = flagsOf(args);
  const { data, tokenIssuer, tokenClient } = options;
  const local = localAccess(data, options.url);
  const key = env["EVENTWRIGHT_KEY"] || local.key;
  const clientSecret = env["EVENTWRIGHT_TOKEN_SECRET"] ?? "";
  return {
    ...options,
    header: { ...(key && { "x-functions-key": key }), ...options.header },
    tokens: tokenIssuer === undefined ? local.tokens : { issuer: tokenIssuer, clientId: tokenClient, clientSecret },
  };
}

type Flags = SimulateOptions & { readonly data: string; readonly tokenClient: string };

function flagsOf(args: readonly string[]): Flags {
  return new Command("npm run simulate --")
    .description(
      "Plays prepaid credits against a running system and checks that nothing was lost and nothing done twice.",
    )
    .option(
      "--accounts <n>",
      `accounts to open, at least ${fewestAccounts}`,
      whole(fewestAccounts, 100_000),
      usual.accounts,
    )
    .option("--transfers <n>", "transfers between them", whole(0, 10_000_000), usual.transfers)
    .option("--duplicates <percent>", "commands that are sent twice", whole(0, 100), usual.duplicates)
    .option("--seed <n>", "decides what is done", whole(0, Number.MAX_SAFE_INTEGER), usual.seed)
    .option("--large <percent>", "transfers on top that are held for review", whole(0, 100), usual.large)
    .option("--asked <percent>", "transfers on top that a guardian is asked about", whole(0, 100), usual.asked)
    .option("--reviews <yes:no:silent>", "percent of the held ones", shares, usual.reviews)
    .option("--guardians <yes:no:silent>", "percent of those asked about", shares, usual.guardians)
    .option("--races <percent>", "of those answered, with a yes and a no at once", whole(0, 100), usual.races)
    .option("--merchants <n>", "merchants to register", whole(0, 10_000), usual.merchants)
    .option("--payments <n>", "payments to them", whole(0, 10_000_000), usual.payments)
    .option("--review-threshold <units>", "what the system holds, whole units", whole(1, 1e6), usual.reviewThreshold)
    .option("--guardian-limit <units>", "what it lets pass unasked, whole units", whole(1, 1e6), usual.guardianLimit)
    .option("--run <name>", "repeats or finishes the run of this name (default: a new name)", runName)
    .option("--url <url>", "where the system is", address, "http://127.0.0.1:7071")
    .option("--header <name: value>", "sent with every request; may be repeated", header, {})
    .option("--data <folder>", "data folder of npm start, where its keys are found", usualData)
    .option("--token-issuer <url>", "OpenID Connect issuer to sign in at, where that is not the local one", issuer)
    .option("--token-client <id>", "name of the client there", simulatorClient)
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
    .opts<Flags>();
}

function whole(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,16}$/.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
  };
}

function shares(text: string): Shares {
  const [yes = 0, no = 0, silent = 0] = text.split(":").map(Number);
  if (/^\d{1,3}:\d{1,3}:\d{1,3}$/.test(text) && yes + no + silent === 100) return { yes, no, silent };
  throw new InvalidArgumentError("It must be three shares of 100 together: yes:no:silent, such as 50:25:25.");
}

/** Shares as they are written on the command line. */
export function sharesText({ yes, no, silent }: Shares): string {
  return `${yes}:${no}:${silent}`;
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

/** To the last character what the issuer calls itself, a slash at the end too. */
function issuer(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new InvalidArgumentError("It must be an address such as https://login.example.com/.");
}

function header(text: string, earlier: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([A-Za-z0-9-]+):\s*(\S.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...earlier, [name.toLowerCase()]: value };
  throw new InvalidArgumentError("It must look like 'x-functions-key: abc'.");
}
