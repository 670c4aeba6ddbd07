import type { AppDefinition, ProcessDefinition, SettingDescriptor } from "../app/definition.ts";
import { SettingError } from "../app/setting-error.ts";
import type { Environment } from "../app/settings.ts";
import { durationOf } from "./duration.ts";

type Setting = string | number | boolean;

/** What a deployment tunes of its processes. New instances take it with them; running ones keep what they have. */
export interface ProcessTuning {
  readonly settings: Readonly<Record<string, Setting>>;
  /** Milliseconds by the name of the process and the name of the timeout. */
  readonly timeouts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Reads the contract's settings and the timeouts of its processes; what is not set is as the contract says.
 * @throws SettingError naming the app setting and the fix
 */
export function readTuning(app: AppDefinition, env: Environment): ProcessTuning {
  const settings = (app.settings ?? []).map((setting) => [setting.name, readSetting(setting, env)] as const);
  const timeouts = (app.processes ?? []).map((process) => [process.name, readTimeouts(process, env)] as const);
  return { settings: Object.fromEntries(settings), timeouts: Object.fromEntries(timeouts) };
}

/** The app setting that overrides a timeout, such as `TransferReviewTimeout`. */
export function timeoutSetting(process: string, timeout: string): string {
  return `${pascal(process)}${pascal(timeout)}Timeout`;
}

function readTimeouts(process: ProcessDefinition, env: Environment): Readonly<Record<string, number>> {
  const entries = Object.entries(process.timeouts).map(([timeout, fallback]) => {
    const name = timeoutSetting(process.name, timeout);
    const text = env[name];
    if (!text) return [timeout, fallback] as const;
    const duration = durationOf(text);
    if (duration !== undefined && duration > 0) return [timeout, duration] as const;
    throw new SettingError(
      `The setting ${name} must be an ISO 8601 duration above 0, such as PT72H or P3D, not ${text}.`,
    );
  });
  return Object.fromEntries(entries);
}

function readSetting(setting: SettingDescriptor, env: Environment): Setting {
  const text = env[setting.appSetting];
  if (text === undefined || text === "") return setting.default;
  const value = parsers[setting.type](text);
  if (value !== undefined) return value;
  throw new SettingError(`The setting ${setting.appSetting} must be ${kinds[setting.type]}, not ${text}.`);
}

const kinds: Readonly<Record<SettingDescriptor["type"], string>> = {
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  string: "a text",
};

const parsers: Readonly<Record<SettingDescriptor["type"], (text: string) => Setting | undefined>> = {
  integer: (text) => (/^\s*-?\d+\s*$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (/^\s*-?\d+(\.\d+)?\s*$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
  boolean: (text) => (/^\s*(true|false)\s*$/i.test(text) ? /true/i.test(text) : undefined),
  string: (text) => text,
};

function pascal(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
