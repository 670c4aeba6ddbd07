import { Command, InvalidArgumentError, Option } from "commander";
import { type BrokenPromise, brokenPromises } from "../chaos/functions.ts";
import { type Limit, parseLimits } from "../chaos/limits.ts";
import { type ChaosRate, rateNames } from "../chaos/rates.ts";
import { parseIsoDuration } from "../clock/iso-duration.ts";
import { mostRanges } from "../cosmos/store/container.ts";
import { type Budget, budgetWords, isBudget } from "../cosmos/throughput/budget.ts";
import { type Cors, parseCors } from "../functions/http/cors.ts";
import { parseHostNames } from "../web-guard.ts";
import { usualRanges } from "./local-azure.ts";

/** What `npm start` can be told. */
export interface StartOptions {
  readonly port: number;
  readonly cosmosPort: number;
  readonly eventgridPort: number;
  readonly blobPort: number;
  readonly https: boolean;
  /** ms */
  readonly roleDelay: number;
  readonly ru: Budget;
  readonly hosts: number;
  readonly ranges: number;
  readonly approvals: boolean;
  readonly approvalsPort: number;
  readonly dashboard: boolean;
  readonly dashboardPort: number;
  readonly insights: boolean;
  readonly insightsPort: number;
  readonly data: string;
  /** Folder of an unpacked package that runs in place of the source. */
  readonly app?: string;
  readonly fresh: boolean;
  readonly remoteWebhooks: boolean;
  readonly keys: boolean;
  /** Keys and tokens are asked for. */
  readonly secure: boolean;
  readonly issuerPort: number;
  /** Undefined: pages of other origins may not use the API. */
  readonly cors?: Cors | undefined;
  /** Names beside those of loopback under which the API and the stand-ins are reached, through a tunnel or from a container. */
  readonly allowHost?: readonly string[];
  readonly verbose: boolean;
  readonly json: boolean;
  readonly generate: boolean;
  /** Undefined: no faults. */
  readonly chaos?: string;
  readonly chaosRate: ChaosRate;
  readonly chaosOnly?: readonly Limit[];
  readonly chaosBreak?: BrokenPromise;
}

/** The ports of the API, the approvals application and the dashboard that everybody knows. */
const usual = { api: 7071, approvals: 7072, dashboard: 7073, insights: 8083, issuer: 8084 } as const;

/** Reads the command line; prints help or a usage error and ends the process where that is what was asked. */
export function parseStartOptions(argv: readonly string[]): StartOptions {
  const options = new Command("npm start --")
    .description(
      "Generates what is stale, then starts the whole system on this machine: the function app, and behind it a local\n" +
        "Cosmos DB, Event Grid and blob store, and beside it the approvals web application and the dashboard.\n" +
        "Everything listens on 127.0.0.1 only. Stop with Ctrl+C; data stays.",
    )
    .option("--port <n>", "HTTP API (0: any free port)", port, usual.api)
    .option("--cosmos-port <n>", "Cosmos DB", port, 8081)
    .option("--eventgrid-port <n>", "Event Grid", port, 8082)
    .option("--blob-port <n>", "blob store", port, 10000)
    .option(
      "--approvals-port <n>",
      `approvals web application (default: ${usual.approvals} with the usual --port, else any free port)`,
      port,
    )
    .option("--no-approvals", "leave the approvals web application out")
    .option(
      "--dashboard-port <n>",
      `dashboard (default: ${usual.dashboard} with the usual --port, else any free port)`,
      port,
    )
    .option("--no-dashboard", "leave the dashboard out")
    .option(
      "--insights",
      "Application Insights, too: the app sends it all telemetry, npm run insights queries it",
      false,
    )
    .option(
      "--insights-port <n>",
      `Application Insights (default: ${usual.insights} with the usual --port, else any free port)`,
      port,
    )
    .option("--data <folder>", "where the data lives", ".eventwright/data")
    .option("--app <folder>", "run this unpacked package of npm run package in place of the source")
    .option(
      "--https",
      "everything but the API over https with a local certificate, the app with a managed identity instead of keys",
      false,
    )
    .option(
      "--role-delay <duration>",
      "with --https, how long a changed role takes to count: PT5M, as on Azure (default: it counts at once)",
      duration,
      0,
    )
    .option(
      "--ru <n|offers>",
      "request units a second of each Cosmos DB container (offers: what each was given, 400 by default); above it requests get 429",
      budget,
      "unlimited",
    )
    .option(
      "--ranges <n>",
      "partition key ranges of each Cosmos DB container that is made now; one that exists keeps its own",
      ranges,
      usualRanges,
    )
    .option("--hosts <n>", "Functions hosts that share the work of the triggers (default: 1, with --chaos 2)", hosts)
    .option("--fresh", "empty the data first", false)
    .option("--remote-webhooks", "let Event Grid deliver to other machines, not only to this one", false)
    .option("--keys", "ask for function keys as Azure does; they are in keys.json of the data folder", false)
    .option(
      "--secure",
      "ask for function keys and for access tokens of a local issuer (npm run token prints one)",
      false,
    )
    .option(
      "--issuer-port <n>",
      `OpenID Connect issuer of --secure (default: ${usual.issuer} with the usual --port, else any free port)`,
      port,
    )
    .option(
      "--cors <origins>",
      "pages of these origins may use the API, with commas between; null: pages opened as files",
      cors,
    )
    .option(
      "--allow-host <names>",
      "names of a tunnel or a container that the API and the stand-ins may be reached under, with commas between;\n" +
        "others than 127.0.0.1 and localhost are refused (DNS rebinding)",
      hostNames,
    )
    .option("--no-generate", "leave generated/ as it is")
    .option(
      "--chaos <seed>",
      "break the local Azure on purpose: faults that this seed decides (emulator/chaos/README.md)",
    )
    .addOption(new Option("--chaos-rate <profile>", "how many faults").choices(rateNames).default("usual"))
    .option("--chaos-only <faults>", "only these: PART, PART/KIND or PART/KIND:FROM-TO, with commas between", limits)
    .addOption(
      new Option(
        "--chaos-break <promise>",
        "with --chaos, break a promise of the local Azure itself, to see it found out",
      ).choices(brokenPromises),
    )
    .option("--verbose", "print every log line of every part", false)
    .option("--json", "print addresses and log lines as JSON, one object a line", false)
    .addHelpText(
      "after",
      "\nExamples:\n  npm start                      on the usual ports\n  npm start -- --port 0 --cosmos-port 0 --eventgrid-port 0 --blob-port 0\n" +
        "  npm start -- --fresh           with empty data\n  npm start -- --ru 400          as slow as the smallest Azure account\n" +
        "  npm start -- --https           without keys, as with a managed identity on Azure\n" +
        "  npm start -- --secure          with keys and tokens, as on Azure\n" +
        "  npm start -- --chaos 42        with faults; GET /admin/chaos counts them",
    )
    .allowExcessArguments(false)
    .parse(argv as string[])
    .opts<
      Omit<StartOptions, "approvalsPort" | "dashboardPort" | "insightsPort" | "issuerPort" | "hosts"> & {
        readonly approvalsPort?: number;
        readonly dashboardPort?: number;
        readonly insightsPort?: number;
        readonly issuerPort?: number;
        readonly hosts?: number;
      }
    >();
  // Whoever moves the API runs a second system, which must not get in the way of the first.
  const isUsual = options.port === usual.api;
  // One host alone has nobody to fight with over leases.
  const usualHosts = options.chaos === undefined ? 1 : 2;
  return {
    ...options,
    keys: options.keys || options.secure,
    approvalsPort: options.approvalsPort ?? (isUsual ? usual.approvals : 0),
    dashboardPort: options.dashboardPort ?? (isUsual ? usual.dashboard : 0),
    insightsPort: options.insightsPort ?? (isUsual ? usual.insights : 0),
    issuerPort: options.issuerPort ?? (isUsual ? usual.issuer : 0),
    hosts: options.hosts ?? usualHosts,
  };
}

function duration(text: string): number {
  const value = parseIsoDuration(text);
  if (value === undefined) throw new InvalidArgumentError("A duration such as PT5M.");
  return value;
}

function budget(text: string): Budget {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (!isBudget(value)) throw new InvalidArgumentError(`It must be ${budgetWords}.`);
  return value;
}

function ranges(text: string): number {
  const value = Number(text);
  if (!/^\d{1,3}$/.test(text) || value < 1 || value > mostRanges) {
    throw new InvalidArgumentError(`A container has 1 to ${mostRanges} ranges.`);
  }
  return value;
}

function cors(text: string): Cors | undefined {
  try {
    return parseCors(text, false);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function hostNames(text: string): readonly string[] {
  try {
    return parseHostNames(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function hosts(text: string): number {
  if (/^[1-9]$/.test(text)) return Number(text);
  throw new InvalidArgumentError("One to nine hosts.");
}

function limits(text: string): Limit[] {
  try {
    return parseLimits(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return value;
}
