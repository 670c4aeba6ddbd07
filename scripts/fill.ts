/** `npm run fill`: fills the running local system with a past that could have been. */
import { Command, InvalidArgumentError } from "commander";
import { isLoopback } from "../platform/app/settings.ts";
import { copyStores } from "./fill/copy.ts";
import { holdFeeds } from "./fill/feeds.ts";
import { playHistory } from "./fill/history.ts";
import { sendLive } from "./fill/live.ts";
import { openDatabaseOf } from "./stores.ts";

const options = new Command("npm run fill --")
  .description(
    "Makes up accounts, loads, transfers, payments, reviews, refusals, notifications, dead letters and parked streams with the app's\n" +
      "own code on a clock of its own, and writes them into the Cosmos DB of the running npm start. The system must be at rest:\n" +
      "what others send meanwhile may be passed over.",
  )
  .option("--messages <n>", "commands, events and notifications together, at least", whole(100, 2_000_000), 100_000)
  .option("--seed <n>", "another number makes up another past", whole(0, 4_294_967_295), 1)
  .option("--days <n>", "how many days ago it begins", whole(1, 80), 30)
  .option(
    "--live <n>",
    "transfers that the running app itself is sent at the end, most of which wait for somebody",
    whole(0, 1000),
    40,
  )
  .option("--settings <file>", "app settings as JSON; else the environment, else those of the local npm start")
  .option("--json", "print the report as JSON", false)
  .addHelpText("after", "\nExample:\n  npm run fill -- --messages 100000 --seed 1")
  .allowExcessArguments(false)
  .parse()
  .opts<{ messages: number; seed: number; days: number; live: number; settings?: string; json: boolean }>();

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** What `npm run fill` did. */
interface Report {
  readonly messages: number;
  readonly documents: number;
  /** Transfers that the app was sent. */
  readonly live: number;
  readonly seconds: { readonly playing: number; readonly writing: number };
}

async function fill(): Promise<Report> {
  const { app, settings, database, close } = await openDatabaseOf(options.settings);
  try {
    if (!isLoopback(settings.endpoint)) {
      throw new Error(`${settings.endpoint} is not on this machine: what is made up belongs into a local system only.`);
    }
    const isWatched = process.stderr.isTTY === true && !options.json;
    const tell = (text: string) => void (isWatched && process.stderr.write(`\r${text.padEnd(60)}`));
    const { messages, seed, days } = options;
    const begun = performance.now();
    const until = Date.now();
    const onProgress = (made: number) => tell(`${made} of ${messages} messages made up`);
    const history = await playHistory(app, { messages, seed, days, until, onProgress });
    const played = performance.now();
    const feeds = await holdFeeds(database);
    let documents = 0;
    try {
      const descriptors = app.readModels.map(({ descriptor }) => descriptor);
      const onWritten = (written: number) => tell(`${written} documents written`);
      ({ documents } = await copyStores(history.app.stores, descriptors, database, onWritten));
    } finally {
      await feeds.release();
      tell("");
    }
    const written = performance.now();
    const live = await sendLive(history, options.live, options.settings);
    const seconds = { playing: (played - begun) / 1000, writing: (written - played) / 1000 };
    return { messages: history.messages, documents, live, seconds };
  } finally {
    close();
  }
}

try {
  const report = await fill();
  const { messages, documents, live, seconds } = report;
  const said =
    `${messages} messages in ${documents} documents: made up in ${seconds.playing.toFixed(0)} s, written in ` +
    `${seconds.writing.toFixed(0)} s; ${live} more transfers sent to the app`;
  process.stdout.write(`${options.json ? JSON.stringify(report) : said}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
