/** `npm run clock`: tells the time of the running local system's timers, and moves it forward. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { parseIsoDuration } from "../emulator/clock/iso-duration.ts";

const options = new Command("npm run clock --")
  .description(
    "Tells what time it is for the durable timers, the timer triggers, the Event Grid and the Cosmos DB of the running npm start, " +
      "and moves that time forward, so that nobody waits 72 hours for what happens after 72 hours. Event Grid goes from one " +
      "delivery that is due to the next; then items of Cosmos DB expire, then timers fire. It cannot go back; a restart keeps it. The app's own Date.now() is the machine's " +
      "time as before; orchestrators see the moved time in currentUtcDateTime.",
  )
  .option("--advance <duration>", "ISO 8601: weeks, days, hours, minutes, seconds", duration)
  .option("--url <address>", "a Functions host; else that of the local npm start")
  .option("--data <folder>", "data folder of npm start", ".eventwright/data")
  .option("--json", "print the answer as JSON", false)
  .addHelpText(
    "after",
    "\nExamples:\n  npm run clock\n  npm run clock -- --advance PT72H\n  npm run clock -- --advance P1DT12H --url http://127.0.0.1:7071",
  )
  .allowExcessArguments(false)
  .parse()
  .opts<{ advance?: string; url?: string; data: string; json: boolean }>();

function duration(text: string): string {
  if (parseIsoDuration(text) !== undefined) return text;
  throw new InvalidArgumentError("Write it like PT72H, PT90M or P1DT12H; years and months have no fixed length.");
}

/** The address that `npm start` left in its data folder. */
function localAddress(): string {
  const file = join(resolve(options.data), "addresses.json");
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { api: string }).api;
  } catch {
    throw new Error(`There is no ${file}: is \`npm start\` running on this folder? Else name an address with --url.`);
  }
}

/** The master key, where there is one; asked for only by hosts that check keys. */
function masterKey(): Record<string, string> {
  try {
    const keys = JSON.parse(readFileSync(join(resolve(options.data), "keys.json"), "utf8"));
    return { "x-functions-key": (keys as { functions: { master: string } }).functions.master };
  } catch {
    return {};
  }
}

try {
  const url = options.url?.replace(/\/+$/, "") ?? localAddress();
  const response = await fetch(`${url}/admin/clock`, {
    headers: { "content-type": "application/json", ...masterKey() },
    ...(options.advance !== undefined && { method: "POST", body: JSON.stringify({ advance: options.advance }) }),
  }).catch((error: Error) => {
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`Nothing answers at ${url}: ${why}. Is \`npm start\` running?`);
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  const { now, offsetMs } = JSON.parse(text) as { now: string; offsetMs: number };
  const hours = (offsetMs / 3_600_000).toFixed(2).replace(/\.?0+$/, "");
  process.stdout.write(options.json ? `${text}\n` : `${now} (${hours} h ahead of the machine's clock)\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
