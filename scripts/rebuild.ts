/** `npm run rebuild`: puts the read models right by folding all events again. */
import { Command } from "commander";
import { rebuild } from "../platform/read-models/rebuild.ts";
import { openStores } from "./stores.ts";

const options = new Command("npm run rebuild --")
  .description(
    "Folds every event again and puts each read model document right: missing ones appear, wrong ones are replaced,\n" +
      "those that no event accounts for go. The app may go on working meanwhile.",
  )
  .option("--only <names...>", "read models to rebuild; all when left out")
  .option("--settings <file>", "app settings as JSON; else the environment, else those of the local npm start")
  .option("--json", "print the report as JSON", false)
  .addHelpText("after", "\nExample:\n  npm run rebuild -- --only accounts")
  .allowExcessArguments(false)
  .parse()
  .opts<{ only?: string[]; settings?: string; json: boolean }>();

try {
  const { app, stores, close } = await openStores(options.settings);
  const live = process.stderr.isTTY === true && !options.json;
  const reports = await rebuild(app, stores, {
    ...(options.only === undefined ? {} : { only: options.only }),
    onProgress({ streams, of, events }) {
      if (live) process.stderr.write(`\r${streams} of ${of} streams, ${events} events`);
    },
  });
  if (live) process.stderr.write("\n");
  close();
  if (options.json) process.stdout.write(`${JSON.stringify(reports)}\n`);
  else {
    for (const { readModel, documents, written, removed } of reports) {
      process.stdout.write(`${readModel}: ${documents} documents, ${written} written, ${removed} removed\n`);
    }
  }
  const failures = reports.flatMap(({ readModel, failures }) => failures.map((failure) => ({ readModel, ...failure })));
  for (const { readModel, stream, error } of failures)
    process.stderr.write(`${readModel}: ${stream} stays parked: ${error}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
