import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** App settings: what the Function App's configuration holds on Azure, and the worker's environment. */
export type Settings = Readonly<Record<string, string>>;

/** What local.settings.json says of the host itself. */
export interface LocalHost {
  readonly LocalHttpPort?: unknown;
  readonly CORS?: unknown;
  readonly CORSCredentials?: unknown;
}

interface LocalSettingsFile {
  readonly IsEncrypted?: unknown;
  readonly Values?: unknown;
  readonly ConnectionStrings?: unknown;
  readonly Host?: unknown;
}

/**
 * `Values` of the app's local.settings.json, and its `ConnectionStrings` as `ConnectionStrings:NAME`; empty when there is no
 * such file.
 * @throws when the file is not what it should be
 */
export function readLocalSettings(appDir: string): Settings {
  const file = readFile(appDir);
  return {
    ...Object.fromEntries(Object.entries(object(file.Values)).map(([name, value]) => [name, String(value)])),
    ...Object.fromEntries(
      Object.entries(object(file.ConnectionStrings)).map(([name, value]) => [
        `ConnectionStrings:${name}`,
        String(object(value)["ConnectionString"] ?? value),
      ]),
    ),
  };
}

/**
 * `Host` of the app's local.settings.json.
 * @throws as {@link readLocalSettings}
 */
export function readLocalHost(appDir: string): LocalHost {
  return object(readFile(appDir).Host);
}

function readFile(appDir: string): LocalSettingsFile {
  const file = join(appDir, "local.settings.json");
  if (!existsSync(file)) return {};
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (object(json)["IsEncrypted"] === true) {
    throw new Error(`${file} is encrypted. Decrypt it with the Azure Functions Core Tools: func settings decrypt.`);
  }
  return object(json);
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The value of a setting; names are looked up exactly, then ignoring case, as .NET configuration does. */
export function setting(settings: Settings, name: string): string | undefined {
  const exact = settings[name];
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  const found = Object.keys(settings).find((known) => known.toLowerCase() === wanted);
  return found === undefined ? undefined : settings[found];
}

/** What stands in the setting of the worker's own arguments, such as `--inspect=9229`; as `languageWorkers__node__arguments`. */
export function workerArguments(settings: Settings): readonly string[] {
  const text =
    setting(settings, "languageWorkers__node__arguments") ?? setting(settings, "languageWorkers:node:arguments") ?? "";
  return text.split(/\s+/).filter((argument) => argument !== "");
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
