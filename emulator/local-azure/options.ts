import { Command, InvalidArgumentError } from "commander";

/** What `npm start` can be told. */
export interface StartOptions {
  readonly port: number;
  readonly cosmosPort: number;
  readonly eventgridPort: number;
  readonly blobPort: number;
  readonly data: string;
  readonly fresh: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
  readonly generate: boolean;
}

/** Reads the command line; prints help or a usage error and ends the process where that is what was asked. */
export function parseStartOptions(argv: readonly string[]): StartOptions {
  return new Command("npm start --")
    .description(
      "Generates what is stale, then starts the whole system on this machine: the function app, and behind it a local\n" +
        "Cosmos DB, Event Grid and blob store. Everything listens on 127.0.0.1 only. Stop with Ctrl+C; data stays.",
    )
    .option("--port <n>", "HTTP API (0: any free port)", port, 7071)
    .option("--cosmos-port <n>", "Cosmos DB", port, 8081)
    .option("--eventgrid-port <n>", "Event Grid", port, 8082)
    .option("--blob-port <n>", "blob store", port, 10000)
    .option("--data <folder>", "where the data lives", ".eventwright/data")
    .option("--fresh", "empty the data first", false)
    .option("--no-generate", "leave generated/ as it is")
    .option("--verbose", "print every log line of every part", false)
    .option("--json", "print addresses and log lines as JSON, one object a line", false)
    .addHelpText(
      "after",
      "\nExamples:\n  npm start                      on the usual ports\n  npm start -- --port 0 --cosmos-port 0 --eventgrid-port 0 --blob-port 0\n" +
        "  npm start -- --fresh           with empty data",
    )
    .allowExcessArguments(false)
    .parse(argv as string[])
    .opts<StartOptions>();
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return value;
}
