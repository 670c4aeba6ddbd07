import type { Profile, ReplaySchema } from "../../durable/protocol/port.ts";
import { resolvePercent, type Settings, setting } from "../config/settings.ts";

/** What host.json and app settings say about Durable Functions. Undefined: the engine's default. */
export interface DurableConfig {
  readonly taskHub: string;
  readonly maxConcurrentActivities: number | undefined;
  readonly maxConcurrentOrchestrators: number | undefined;
  readonly maxConcurrentEntities: number | undefined;
  readonly maxEntityBatch: number | undefined;
  /** Version of instances that are started without one. */
  readonly defaultVersion: string;
  /** Wait between polls of `callHttp` when the answer names none, ms. */
  readonly httpPollDelay: number | undefined;
  readonly profile: Profile;
  readonly replaySchema: ReplaySchema;
  /** Base address of another local host that has the task hub; undefined: this one has it. */
  readonly hubAddress: string | undefined;
}

/** App settings that only the local host knows. */
export const localSettings = {
  /** "strict" (default) or "azure": what to do where Azure hangs without a word. */
  profile: "EVENTWRIGHT_DURABLE_PROFILE",
  /** "V4" (default), "V3" or "V2": replay schema that is offered to the library. */
  schema: "EVENTWRIGHT_DURABLE_SCHEMA",
  /** Address of the local host whose task hub this one's durable clients use. */
  hub: "EVENTWRIGHT_DURABLE_HOST",
} as const;

/**
 * Reads `extensions.durableTask` of host.json (with overrides put in) and the local settings.
 * @returns the configuration, and in words everything that is wrong with it
 */
export function readDurableConfig(
  json: Readonly<Record<string, unknown>>,
  settings: Settings,
): { config: DurableConfig; problems: string[] } {
  const problems: string[] = [];
  const count = (name: string): number | undefined => {
    const value = json[name];
    if (value === undefined) return undefined;
    const number = Number(value);
    if (Number.isInteger(number) && number > 0) return number;
    problems.push(
      `host.json: "extensions.durableTask.${name}" must be a whole number above 0, found ${JSON.stringify(value)}.`,
    );
    return undefined;
  };
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]): T => {
    const value = setting(settings, name);
    if (value === undefined || value === "") return choices[0];
    const found = choices.find((each) => each.toLowerCase() === value.toLowerCase());
    if (found === undefined)
      problems.push(`App setting ${name} must be one of ${choices.join(", ")}; found "${value}".`);
    return found ?? choices[0];
  };
  const http = (json["httpSettings"] ?? {}) as Readonly<Record<string, unknown>>;
  const delay = http["defaultAsyncRequestSleepTimeMilliseconds"];
  if (delay !== undefined && !(Number(delay) > 0)) {
    problems.push(
      `host.json: "extensions.durableTask.httpSettings.defaultAsyncRequestSleepTimeMilliseconds" must be a number above 0, found ${JSON.stringify(delay)}.`,
    );
  }
  const config: DurableConfig = {
    taskHub: taskHub(json["hubName"], settings, problems),
    maxConcurrentActivities: count("maxConcurrentActivityFunctions"),
    maxConcurrentOrchestrators: count("maxConcurrentOrchestratorFunctions"),
    maxConcurrentEntities: count("maxConcurrentEntityFunctions"),
    maxEntityBatch: count("maxEntityOperationBatchSize"),
    defaultVersion: String(json["defaultVersion"] ?? ""),
    httpPollDelay: delay === undefined ? undefined : Number(delay),
    profile: choice(localSettings.profile, ["strict", "azure"]),
    replaySchema: choice(localSettings.schema, ["V4", "V3", "V2"]),
    hubAddress: hubAddress(settings, problems),
  };
  return { config, problems };
}

function taskHub(value: unknown, settings: Settings, problems: string[]): string {
  const given = value === undefined ? (setting(settings, "WEBSITE_SITE_NAME") ?? "TestHubName") : value;
  try {
    const name = resolvePercent(String(given), settings, 'host.json, "extensions.durableTask.hubName",');
    if (/^[A-Za-z][A-Za-z0-9]{2,44}$/.test(name)) return name;
    // The default comes from the site's name, which may hold other characters; the extension drops them.
    if (value === undefined) return name.replace(/[^A-Za-z0-9]/g, "").slice(0, 45) || "TestHubName";
    problems.push(
      `host.json: the task hub name "${name}" is not valid. It starts with a letter and has 3 to 45 letters and digits.`,
    );
  } catch (error) {
    problems.push((error as Error).message);
  }
  return "TestHubName";
}

function hubAddress(settings: Settings, problems: string[]): string | undefined {
  const value = setting(settings, localSettings.hub);
  if (value === undefined || value === "") return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && url.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) {
    return url.origin;
  }
  problems.push(
    `App setting ${localSettings.hub} must be a loopback address such as http://127.0.0.1:7071, found "${value}".`,
  );
  return undefined;
}
