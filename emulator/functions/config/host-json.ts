import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LogLevel, logLevels, type RetryOptions } from "../rpc/protocol.ts";
import { parseTimeSpan } from "./duration.ts";

/** What the host takes from host.json. */
export interface HostConfig {
  /** Longest time that a function may run, ms; undefined: no limit. */
  readonly functionTimeout: number | undefined;
  /** Retry policy of functions that have none of their own. */
  readonly retry: RetryOptions | undefined;
  /** Log level per category; the longest matching prefix counts. */
  readonly logLevel: Readonly<Record<string, LogLevel | "none">>;
  readonly routePrefix: string;
  /** Requests handled or waiting above which more are answered 429; undefined: no limit. */
  readonly maxOutstandingRequests: number | undefined;
  /** Requests handled at the same time; more of them wait their turn. Undefined: no limit. */
  readonly maxConcurrentRequests: number | undefined;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** Names of the functions to load, `functions` of host.json; undefined: all. */
  readonly functions: readonly string[] | undefined;
  /** `extensions.durableTask` as it stands there; read where durable functions are. */
  readonly durableTask: Readonly<Record<string, unknown>>;
}

type Json = Record<string, unknown>;

/** Azure's limit on its App Service plans; `-1` in host.json means none. */
const defaultTimeout = 30 * 60_000;

/**
 * Reads host.json of an app. Settings named `AzureFunctionsJobHost__a__b` override its keys.
 * @throws when it cannot be read, or holds a value that Azure would refuse
 */
export function readHostConfig(appDir: string, settings: Readonly<Record<string, string>>): HostConfig {
  const file = join(appDir, "host.json");
  if (!existsSync(file)) {
    throw new Error(`${file} is missing. A function app needs one; the least is {"version": "2.0"}.`);
  }
  let json: Json;
  try {
    json = JSON.parse(readFileSync(file, "utf8")) as Json;
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  return parseHostConfig(override(json, settings), file);
}

/** The pure part of {@link readHostConfig}; `file` is named in errors. */
export function parseHostConfig(json: Json, file: string): HostConfig {
  if (json["version"] !== "2.0") {
    throw new Error(`${file}: "version" must be "2.0", found ${JSON.stringify(json["version"])}.`);
  }
  const http = object(object(json["extensions"])["http"]);
  const prefix = http["routePrefix"] ?? "api";
  if (typeof prefix !== "string") throw new Error(`${file}: "extensions.http.routePrefix" must be text.`);
  const limit = (name: string) => {
    const value = Number(http[name] ?? -1);
    return value > 0 ? value : undefined;
  };
  return {
    functionTimeout: timeout(json["functionTimeout"], file),
    retry: retry(json["retry"], file),
    logLevel: levels(object(object(json["logging"])["logLevel"]), file),
    routePrefix: prefix.replace(/^\/+|\/+$/g, ""),
    maxOutstandingRequests: limit("maxOutstandingRequests"),
    maxConcurrentRequests: limit("maxConcurrentRequests"),
    customHeaders: Object.fromEntries(Object.entries(object(http["customHeaders"])).map(([k, v]) => [k, String(v)])),
    functions: Array.isArray(json["functions"]) ? json["functions"].map(String) : undefined,
    durableTask: object(object(json["extensions"])["durableTask"]),
  };
}

/** Level from which lines of a category are kept: the longest configured prefix wins, then `default`. */
export function levelOf(config: HostConfig, category: string): LogLevel | "none" {
  const parts = category.split(".");
  for (let length = parts.length; length > 0; length--) {
    const level = config.logLevel[parts.slice(0, length).join(".").toLowerCase()];
    if (level !== undefined) return level;
  }
  return config.logLevel["default"] ?? "information";
}

const overridePrefix = "azurefunctionsjobhost__";

function override(json: Json, settings: Readonly<Record<string, string>>): Json {
  const result = structuredClone(json);
  for (const [name, value] of Object.entries(settings)) {
    if (!name.toLowerCase().startsWith(overridePrefix)) continue;
    const path = name.slice(overridePrefix.length).split("__");
    if (path.some((key) => key === "" || key === "__proto__")) continue;
    let node = result;
    for (const key of path.slice(0, -1)) {
      const existing = Object.keys(node).find((known) => known.toLowerCase() === key.toLowerCase()) ?? key;
      node[existing] = { ...object(node[existing]) };
      node = node[existing] as Json;
    }
    const last = path.at(-1) ?? "";
    node[Object.keys(node).find((known) => known.toLowerCase() === last.toLowerCase()) ?? last] = value;
  }
  return result;
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function timeout(value: unknown, file: string): number | undefined {
  if (value === undefined) return defaultTimeout;
  if (value === -1 || value === "-1") return undefined;
  const span = typeof value === "string" ? parseTimeSpan(value) : undefined;
  if (!span)
    throw new Error(`${file}: "functionTimeout" must be a time such as "00:05:00" or "-1", found ${String(value)}.`);
  return span;
}

function retry(value: unknown, file: string): RetryOptions | undefined {
  if (value === undefined) return undefined;
  const options = object(value);
  const span = (name: string) => {
    const text = options[name];
    if (text === undefined) return undefined;
    const ms = typeof text === "string" ? parseTimeSpan(text) : undefined;
    if (ms === undefined) throw new Error(`${file}: "retry.${name}" must be a time such as "00:00:05".`);
    return { seconds: ms / 1000 };
  };
  return {
    retryStrategy: String(options["strategy"] ?? "fixedDelay"),
    maxRetryCount: Number(options["maxRetryCount"] ?? 0),
    delayInterval: span("delayInterval"),
    minimumInterval: span("minimumInterval"),
    maximumInterval: span("maximumInterval"),
  };
}

function levels(value: Json, file: string): Record<string, LogLevel | "none"> {
  return Object.fromEntries(
    Object.entries(value).map(([category, level]) => {
      const name = String(level).toLowerCase();
      if (name !== "none" && !(logLevels as readonly string[]).includes(name)) {
        throw new Error(
          `${file}: log level "${String(level)}" of "${category}" is none of ${logLevels.join(", ")}, none.`,
        );
      }
      return [category.toLowerCase(), name as LogLevel | "none"];
    }),
  );
}
