import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** App settings: what the Function App's configuration holds on Azure, and the worker's environment. */
export type Settings = Readonly<Record<string, string>>;

/**
 * `Values` of the app's local.settings.json; empty when there is no such file.
 * @throws when the file is not what it should be
 */
export function readLocalSettings(appDir: string): Settings {
  const file = join(appDir, "local.settings.json");
  if (!existsSync(file)) return {};
  let json: { IsEncrypted?: unknown; Values?: unknown };
  try {
    json = JSON.parse(readFileSync(file, "utf8")) as typeof json;
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (json.IsEncrypted === true) throw new Error(`${file} is encrypted. Decrypt it: func settings decrypt.`);
  return Object.fromEntries(Object.entries(json.Values ?? {}).map(([name, value]) => [name, String(value)]));
}

/** The value of a setting; names are looked up exactly, then ignoring case, as .NET configuration does. */
export function setting(settings: Settings, name: string): string | undefined {
  const exact = settings[name];
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  const found = Object.keys(settings).find((known) => known.toLowerCase() === wanted);
  return found === undefined ? undefined : settings[found];
}

/**
 * Replaces every `%NAME%` by the setting of that name.
 * @throws naming `where` and the setting when there is none
 */
export function resolvePercent(text: string, settings: Settings, where: string): string {
  return text.replace(/%([^%\s]+)%/g, (_, name: string) => {
    const value = setting(settings, name);
    if (value === undefined) {
      throw new Error(`${where} uses %${name}%, but there is no app setting "${name}". Add it to the app's settings.`);
    }
    return value;
  });
}

/**
 * The worker's environment: this process's own, then local.settings.json where that leaves a gap, then the given
 * settings, then what every Functions worker finds set.
 */
export function workerEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  local: Settings,
  given: Settings,
  port: number,
): Record<string, string> {
  const env: Record<string, string> = { ...local };
  for (const [name, value] of Object.entries(own)) if (value !== undefined) env[name] = value;
  // Those of the process that runs the host, not of the app.
  for (const name of ["NODE_TEST_CONTEXT", "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE"]) delete env[name];
  const bypass = given["NO_PROXY"] ?? env["NO_PROXY"] ?? env["no_proxy"] ?? "";
  const noProxy = [bypass, "127.0.0.1", "localhost"].filter((host) => host !== "").join(",");
  return {
    AZURE_FUNCTIONS_ENVIRONMENT: "Development",
    FUNCTIONS_WORKER_RUNTIME: "node",
    ...env,
    ...given,
    WEBSITE_HOSTNAME: `localhost:${port}`,
    // The durable client obeys proxy variables, and looks at the small one first.
    NO_PROXY: noProxy,
    no_proxy: noProxy,
  };
}
