/** `npm run insights`: asks Application Insights, the local one or a real one, in KQL. */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { withParameters } from "./insights/parameters.ts";
import { linesOfTable } from "./insights/table.ts";
import { type Answered, ask, type Target, targetOf } from "./insights/target.ts";

interface Shared {
  readonly json: boolean;
  readonly data: string;
  readonly app?: string;
  readonly key?: string;
  readonly url?: string;
}

interface Query {
  readonly file?: string;
  readonly param: readonly string[];
  readonly timespan?: string;
}

const program = new Command("npm run insights --")
  .description(
    "Runs queries in KQL, the language of Application Insights. `npm start -- --insights` keeps what the app exports in memory\n" +
      "and answers them here; with --app and --key a real Application Insights does. Tables: requests (what the app was asked and\n" +
      "handled), dependencies (what it sent and stored), traces (its log), exceptions, customMetrics. All attributes of a span or a\n" +
      'log line are in customDimensions, as text: tostring(customDimensions["eventwright.stream.id"]).',
  )
  .option("--json", "print the answer as the query API gives it", false)
  .option("--data <folder>", "data folder of npm start", ".eventwright/data")
  .option("--app <id>", "application id of a real Application Insights")
  .option("--key <key>", "API key for it; else INSIGHTS_API_KEY of the environment")
  .option("--url <address>", "another address than that of the local npm start or https://api.applicationinsights.io")
  .addHelpText(
    "after",
    `
Examples:
  npm run insights -- tables
  npm run insights -- query 'requests | take 5'
  npm run insights -- query 'requests | summarize n = count(), percentiles(duration, 50, 95) by name | order by n'
  npm run insights -- query 'union requests, dependencies, traces
      | where customDimensions["messaging.message.conversation_id"] == "…" | order by timestamp asc
      | project timestamp, itemType, name, message, operation_Id'
  npm run insights -- query --file story.kql --param correlationId=6f1d…
  npm run insights -- --app 00000000-… query --timespan P1D 'requests | where success == false'

A parameter takes the place of the statement \`let name = literal;\` in the query, or is put before it as text.
What is supported, refused, and different from Azure: emulator/insights/query/README.md
Exit codes: 0 answered; 1 the query was refused; 2 nothing could be asked.`,
  );

const collect = (value: string, before: readonly string[]) => [...before, value];

program
  .command("query")
  .description("runs a query and shows its rows")
  .argument("[kql]", "the query; else --file")
  .option("--file <path>", "a file with the query; - reads standard input")
  .option("--param <name=value>", "gives a value to a name of the query; may be repeated", collect, [])
  .option("--timespan <duration>", "only so far back, ISO 8601: PT1H, P1D, or an interval start/end")
  .action((kql: string | undefined, options: Query) =>
    run(async (target) => ask(target, textOf(kql, options), options.timespan)),
  );

program
  .command("tables")
  .description("which tables have rows, how many, and how new they are")
  .action(() => run(async (target) => ask(target, tablesQuery)));

const names =
  "requests, dependencies, traces, exceptions, customMetrics, customEvents, performanceCounters, availabilityResults, pageViews";
const tablesQuery = `union withsource = Table ${names}
| summarize Rows = count(), Oldest = min(timestamp), Newest = max(timestamp) by Table | order by Rows desc`;

function textOf(kql: string | undefined, { file, param }: Query): string {
  if ((kql === undefined) === (file === undefined))
    throw new Error("Give a query, or a file with one: --file FILE.kql");
  const text = kql ?? readFileSync(file === "-" ? 0 : (file as string), "utf8");
  return withParameters(text, param);
}

async function run(work: (target: Target) => Promise<Answered>): Promise<void> {
  const { json, ...options } = program.opts<Shared>();
  const answer = await work(targetOf({ ...options, key: options.key ?? process.env["INSIGHTS_API_KEY"] }));
  if (json) {
    process.stdout.write(`${answer.text}\n`);
  } else if ("table" in answer) {
    const width = process.stdout.isTTY ? process.stdout.columns : undefined;
    for (const line of linesOfTable(answer.table, width)) process.stdout.write(`${line}\n`);
  } else {
    process.stderr.write(`${answer.problem}\n`);
  }
  process.exitCode = "table" in answer ? 0 : 1;
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
