import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { trustExtraCertificates } from "../emulator/identity/certificate.ts";
import { type OpenDatabase, openDatabase } from "../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../platform/adapters/cosmos/stores.ts";
import { type OpenRuntime, openRuntime } from "../platform/adapters/functions/open-runtime.ts";
import type { AppDefinition } from "../platform/app/definition.ts";
import { type CosmosSettings, cosmosSettings, type Environment } from "../platform/app/settings.ts";
import type { Stores } from "../platform/stores/ports.ts";

const project = process.env["EVENTWRIGHT_PROJECT"] ?? fileURLToPath(new URL("..", import.meta.url));
/** Where `npm start` writes the app's settings. */
export const localSettings = join(project, ".eventwright/data/settings.json");

/** The project's own code: found at run time, since these chores also run from an installed package. */
async function loadApp(): Promise<AppDefinition> {
  const load = (file: string) => import(pathToFileURL(join(project, file)).href);
  const [{ defineApp }, { handlers }] = await Promise.all([load("generated/app.ts"), load("handlers/index.ts")]);
  return defineApp(handlers);
}

/** The app with its stores, for chores that work on them directly. */
export interface AppWithStores {
  readonly app: AppDefinition;
  readonly stores: Stores;
  readonly close: OpenDatabase["close"];
}

/**
 * Opens the stores that the settings name: those of a file, else of the environment, else of the local `npm start`.
 * @throws Error naming the file or the setting that is missing
 */
export async function openStores(settingsFile: string | undefined): Promise<AppWithStores> {
  const app = await loadApp();
  const opened = await openDatabase(cosmosSettings(findSettings(settingsFile), app.service.name));
  return { app, stores: cosmosStores(opened), close: opened.close };
}

/** The app with its database, for chores that write documents by themselves. */
export interface AppWithDatabase extends Pick<OpenDatabase, "database" | "close"> {
  readonly app: AppDefinition;
  readonly settings: CosmosSettings;
}

/**
 * Opens the database that the settings name, as `openStores` does.
 * @throws Error naming the file or the setting that is missing
 */
export async function openDatabaseOf(settingsFile: string | undefined): Promise<AppWithDatabase> {
  const app = await loadApp();
  const settings = cosmosSettings(findSettings(settingsFile), app.service.name);
  const { database, close } = await openDatabase(settings);
  return { app, settings, database, close };
}

/**
 * Opens the whole app over the services that the settings name, for chores that run its handlers.
 * @throws Error naming the file or the setting that is missing
 */
export async function openApp(settingsFile: string | undefined): Promise<OpenRuntime> {
  const settings = findSettings(settingsFile);
  // Findings go to the report; what is left to log must not get between the lines of --json.
  return openRuntime(await loadApp(), settings, ({ level, message, attributes }) => {
    if (level === "error") process.stderr.write(`${message} ${JSON.stringify(attributes ?? {})}\n`);
  });
}

/** What the SDKs read from the environment and from nowhere else. */
const forSdks = ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "AZURE_TOKEN_CREDENTIALS", "AZURE_CLIENT_ID"] as const;

function findSettings(file: string | undefined): Environment {
  const isConfigured = process.env["Cosmos"] !== undefined || process.env["Cosmos__accountEndpoint"] !== undefined;
  if (file === undefined && isConfigured) return process.env;
  const settings = readSettings(file ?? localSettings);
  trustExtraCertificates(settings);
  for (const name of forSdks) if (settings[name] !== undefined) process.env[name] = settings[name];
  return settings;
}

function readSettings(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The settings file cannot be read: ${why}. Is \`npm start\` running? Else name a file with --settings.`,
    );
  }
}
