import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { isLoopback } from "../webapp/loopback.ts";
import type { DashboardOptions } from "./dashboard.ts";

interface Flags {
  readonly api: string;
  readonly key?: string;
  readonly keys: string;
  readonly data: string;
  readonly port: number;
  readonly adminKey?: string;
}

const words = `
Everybody on the machine can read a command line, so keys are better given in the environment:
  DASHBOARD_KEY        the app's admin key (on Azure: its master key), sent with every request to the API
  DASHBOARD_ADMIN_KEY  what people must type before they see anything

Examples:
  npm run dashboard                          next to npm start -- --no-dashboard, on the usual ports
  DASHBOARD_KEY="$(az functionapp keys list -g GROUP -n APP --query masterKey -o tsv)" \\
  npm run dashboard -- --api https://APP.azurewebsites.net
                                             for a deployed system; nothing of it is changed unless you do so`;

/**
 * Reads the command line and the environment.
 * @throws CommanderError for wrong usage (exit code 1) and after help was printed (exit code 0)
 */
export function parseDashboardOptions(args: readonly string[]): DashboardOptions {
  const setting = (flags: string, what: string, variable: string) =>
    new Option(flags, what).env(`DASHBOARD_${variable}`);
  const flags = new Command("npm run dashboard --")
    .description(
      "Serves a web application that shows what a system does: its messages, their stories, streams, read models,\n" +
        "processes, dead letters, and the telemetry that is sent to it. It listens on 127.0.0.1 only.",
    )
    .addOption(
      setting("--api <url>", "the app, without /api", "API").default("http://127.0.0.1:7071").argParser(address),
    )
    .addOption(setting("--key <key>", "the app's admin key", "KEY"))
    .option("--keys <file>", "where npm start keeps the key of an app on this machine", ".eventwright/data/keys.json")
    .addOption(setting("--data <folder>", "where telemetry is kept", "DATA").default(".eventwright/dashboard"))
    .addOption(setting("--port <n>", "port to listen on (0: any free one)", "PORT").default(7073).argParser(port))
    .addOption(setting("--admin-key <key>", "ask people for this key", "ADMIN_KEY"))
    .addHelpText("after", words)
    .allowExcessArguments(false)
    .exitOverride()
    .parse(args as string[], { from: "user" })
    .opts<Flags>();
  const local = isLoopback(flags.api);
  const key = flags.key || (local ? localKey(flags.keys) : undefined);
  if (key !== undefined && !local && !flags.api.startsWith("https:")) {
    throw new Error(`The admin key would travel to ${flags.api} for everybody to read. Give an address with https.`);
  }
  return {
    api: flags.api,
    dataDir: flags.data,
    port: flags.port,
    ...(key && { key }),
    ...(flags.adminKey && { adminKey: flags.adminKey }),
  };
}

/** The key of `npm start` is for the app of this machine, and sent nowhere else. */
function localKey(file: string): string | undefined {
  try {
    const keys = JSON.parse(readFileSync(file, "utf8")) as { readonly functions?: { readonly master?: string } };
    return keys.functions?.master;
  } catch {
    return undefined;
  }
}

function address(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return text.replace(/\/+$/, "").replace(/\/api$/, "");
  throw new InvalidArgumentError("It must be an address such as http://127.0.0.1:7071.");
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
