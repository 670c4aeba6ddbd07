import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { trustExtraCertificates } from "../emulator/identity/certificate.ts";
import { defineApp } from "../generated/app.ts";
import { handlers } from "../handlers/index.ts";
import { type OpenDatabase, openDatabase } from "../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../platform/adapters/cosmos/stores.ts";
import { type OpenRuntime, openRuntime } from "../platform/adapters/functions/open-runtime.ts";
import type { AppDefinition } from "../platform/app/definition.ts";
import { cosmosSettings, type Environment } from "../platform/app/settings.ts";
import type { Stores } from "../platform/stores/ports.ts";

/** Where `npm start` writes the app's settings. */
const localSettings = fileURLToPath(new URL("../.eventwright/data/settings.json", import.meta.url));

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
  const app = defineApp(handlers);
  const opened = await openDatabase(cosmosSettings(findSettings(settingsFile), app.service.name));
  return { app, stores: cosmosStores(opened), close: opened.close };
}

/**
 * Opens the whole app over the services that the settings name, for chores that run its handlers.
 * @throws Error naming the file or the setting that is missing
 */
export async function openApp(settingsFile: string | undefined): Promise<OpenRuntime> {
  const settings = findSettings(settingsFile);
  // Findings go to the report; what is left to log must not get between the lines of --json.
  return openRuntime(defineApp(handlers), settings, (level, message, fields) => {
    if (level === "error") process.stderr.write(`${message} ${JSON.stringify(fields ?? {})}\n`);
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
