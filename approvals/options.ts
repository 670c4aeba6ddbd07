import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import type { ApprovalsOptions } from "./approvals.ts";

interface Flags {
  readonly api: string;
  readonly eventgrid?: string;
  readonly topic: string;
  readonly settings: string;
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly publicUrl?: string;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly scope?: string;
  readonly subscribe: boolean;
}

const words = `
Secrets come from the environment, because everybody can read a command line:
  APPROVALS_TOPIC_KEY       key of the topic; else EventGridTopicKey of the settings file
  APPROVALS_WEBHOOK_SECRET  secret of the webhook's address; else made at random and kept in the data folder
  APPROVALS_API_KEY         function key, sent to the API as x-functions-key; none when unset
  APPROVALS_CLIENT_SECRET   where the API asks for tokens: the secret of --client-id at --issuer

Examples:
  npm run approvals                                next to npm start -- --no-approvals, on the usual ports
  npm run approvals -- --api http://127.0.0.1:7071 --eventgrid http://127.0.0.1:8082 --port 7080
  APPROVALS_WEBHOOK_SECRET=… npm run approvals -- --api https://APP.azurewebsites.net --public-url https://HOST --no-subscribe
                                                   on Azure; an operator subscribes (approvals/README.md)`;

/**
 * Reads the command line and the environment.
 * @throws CommanderError for wrong usage (exit code 1) and after help was printed (exit code 0)
 */
export function parseApprovalsOptions(args: readonly string[], env: NodeJS.ProcessEnv): ApprovalsOptions {
  const flags = new Command("npm run approvals --")
    .description(
      "Serves the web application where people approve or reject transfers that are held for review. It hears of them by " +
        "events, and sends decisions through the platform's HTTP API.",
    )
    .addOption(setting("--api <url>", "the platform's API, without /api", "API", "http://127.0.0.1:7071", address))
    .addOption(setting("--eventgrid <url>", "the local Event Grid to subscribe at", "EVENTGRID", undefined, address))
    .addOption(setting("--topic <name>", "the topic to subscribe to", "TOPIC", "credits-events"))
    .addOption(setting("--settings <file>", "app settings of npm start", "SETTINGS", ".eventwright/data/settings.json"))
    .addOption(setting("--data <folder>", "where its own state lives", "DATA", ".eventwright/approvals"))
    .addOption(setting("--port <n>", "port to listen on (0: any free one)", "PORT", 7072, port))
    .addOption(setting("--host <address>", "address to listen on", "HOST", "127.0.0.1"))
    .addOption(setting("--public-url <url>", "where it is reached, if not there", "PUBLIC_URL", undefined, address))
    .addOption(setting("--issuer <url>", "where the API asks for tokens: their OpenID Connect issuer", "ISSUER"))
    .addOption(setting("--client-id <id>", "its name at the issuer", "CLIENT_ID"))
    .addOption(setting("--scope <scopes>", "what it asks the issuer for", "SCOPE"))
    .option("--no-subscribe", "leave the subscription to an operator")
    .addHelpText("after", words)
    .allowExcessArguments(false)
    .exitOverride()
    .parse(args as string[], { from: "user" })
    .opts<Flags>();
  const { api, data: dataDir, host, publicUrl } = flags;
  const topic = flags.subscribe ? topicOf(flags, env) : undefined;
  const secret = env["APPROVALS_WEBHOOK_SECRET"];
  const apiKey = env["APPROVALS_API_KEY"];
  const tokens = tokensOf(flags, env);
  return {
    api,
    ...(tokens && { tokens }),
    dataDir,
    port: flags.port,
    host,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(topic && { topic }),
    ...(secret && { webhookSecret: secret }),
    ...(apiKey && { apiHeaders: { "x-functions-key": apiKey } }),
  };
}

function tokensOf({ issuer, clientId, scope }: Flags, env: NodeJS.ProcessEnv): ApprovalsOptions["tokens"] {
  if (issuer === undefined) return undefined;
  const clientSecret = env["APPROVALS_CLIENT_SECRET"];
  if (clientId && clientSecret) return { issuer, clientId, clientSecret, ...(scope !== undefined && { scope }) };
  throw new Error("With --issuer it signs in there: name it with --client-id, and set APPROVALS_CLIENT_SECRET.");
}

function setting<T>(flags: string, what: string, variable: string, standard?: T, read?: (text: string) => T): Option {
  const option = new Option(flags, what).env(`APPROVALS_${variable}`);
  if (standard !== undefined) option.default(standard);
  return read === undefined ? option : option.argParser(read);
}

function topicOf(flags: Flags, env: NodeJS.ProcessEnv): ApprovalsOptions["topic"] {
  const settings = readSettings(flags.settings);
  const key = env["APPROVALS_TOPIC_KEY"] || settings["EventGridTopicKey"];
  const eventgrid = flags.eventgrid ?? URL.parse(settings["EventGridTopicEndpoint"] ?? "")?.origin;
  if (key === undefined || eventgrid === undefined) {
    const missing = key === undefined ? "The topic's key" : "The address of Event Grid";
    throw new Error(
      `${missing} is not known: ${flags.settings} does not say it. Start the platform first (npm start), name its settings ` +
        "file with --settings, set APPROVALS_TOPIC_KEY and --eventgrid, or leave the subscription to an operator with --no-subscribe.",
    );
  }
  return { eventgrid, topic: flags.topic, key };
}

function readSettings(file: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch {
    return {};
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
