import { SettingError } from "./setting-error.ts";
import { checkTransport, type Environment, isLoopback, type ManagedIdentity } from "./settings.ts";

/** Where spans, log lines and metrics go, and how many of them. */
export interface TelemetrySettings {
  /** The role in Application Insights, `service.name` elsewhere. */
  readonly serviceName: string;
  /** The share of traces that are kept, from 0 to 1, whatever becomes of them. */
  readonly share: number;
  /** Milliseconds between two exports of metrics. */
  readonly metricInterval: number;
  /** Further attributes of the resource. */
  readonly resource: Readonly<Record<string, string>>;
  readonly azureMonitor?: AzureMonitorSettings;
  readonly otlp?: OtlpSettings;
}

/** A component of Application Insights. */
export interface AzureMonitorSettings {
  readonly connectionString: string;
  /** Its ingestion endpoint, when that is on this machine: the only one that may be reached over http. */
  readonly localEndpoint?: string;
  /** Given: tokens of this identity are sent along, for components that take nothing else. */
  readonly identity?: ManagedIdentity;
}

/** Anything that takes OTLP over HTTP as JSON. */
export interface OtlpSettings {
  /** Without a slash at its end; signals are at `/v1/traces`, `/v1/metrics` and `/v1/logs` below it. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
}

const connectionName = "APPLICATIONINSIGHTS_CONNECTION_STRING";
const authenticationName = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
const endpointName = "OTEL_EXPORTER_OTLP_ENDPOINT";

/**
 * Reads where telemetry goes; undefined when it goes nowhere.
 * @throws SettingError naming the setting, its value unless that is secret, and the fix
 */
export function telemetrySettings(env: Environment, serviceName: string): TelemetrySettings | undefined {
  if (flag(env, "OTEL_SDK_DISABLED")) return undefined;
  const azureMonitor = azureMonitorSettings(env);
  const otlp = otlpSettings(env);
  if (azureMonitor === undefined && otlp === undefined) return undefined;
  return {
    serviceName: env["OTEL_SERVICE_NAME"] || serviceName,
    share: numberIn(env, "OTEL_TRACES_SAMPLER_ARG", 1, { least: 0, most: 1 }),
    metricInterval: numberIn(env, "OTEL_METRIC_EXPORT_INTERVAL", 60_000, { least: 100, most: 3_600_000 }),
    resource: pairs(env, "OTEL_RESOURCE_ATTRIBUTES"),
    ...(azureMonitor && { azureMonitor }),
    ...(otlp && { otlp }),
  };
}

function azureMonitorSettings(env: Environment): AzureMonitorSettings | undefined {
  const text = env[connectionName];
  if (!text) return undefined;
  const fields = fieldsOf(text);
  const key = fields.get("instrumentationkey")?.toLowerCase();
  if (!key || !/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(key)) {
    throw new SettingError(
      `The setting ${connectionName} must be InstrumentationKey=<a UUID>;IngestionEndpoint=https://…; as the component's ` +
        "overview shows it.",
    );
  }
  const endpoint = fields.get("ingestionendpoint")?.replace(/\/+$/, "");
  if (endpoint !== undefined) checkTransport(`${connectionName} (its IngestionEndpoint)`, endpoint);
  const local = endpoint !== undefined && isLoopback(endpoint);
  const identity = identityOf(env);
  if (identity !== undefined && local) {
    throw new SettingError(`The setting ${authenticationName} needs an https endpoint: remove it on this machine.`);
  }
  // The exporter is strict about what it takes: no part without a value, the key in small letters.
  const connectionString = [...fields]
    .map(([name, value]) => `${name}=${name === "instrumentationkey" ? key : value}`)
    .join(";");
  return {
    connectionString,
    ...(local && { localEndpoint: endpoint }),
    ...(identity && { identity }),
  };
}

/** `Authorization=AAD`, and `ClientId=…` for a user-assigned identity, as the Functions host reads it. */
function identityOf(env: Environment): ManagedIdentity | undefined {
  const text = env[authenticationName];
  if (!text) return undefined;
  const fields = fieldsOf(text);
  if (fields.get("authorization")?.toLowerCase() !== "aad") {
    throw new SettingError(
      `The setting ${authenticationName} must be Authorization=AAD or Authorization=AAD;ClientId=…, not ${text}.`,
    );
  }
  const clientId = fields.get("clientid");
  return clientId ? { clientId } : {};
}

function otlpSettings(env: Environment): OtlpSettings | undefined {
  const endpoint = env[endpointName]?.replace(/\/+$/, "");
  if (!endpoint) return undefined;
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw new SettingError(
      `The setting ${endpointName} must be an address, such as http://127.0.0.1:4318, not ${endpoint}.`,
    );
  }
  const protocol = env["OTEL_EXPORTER_OTLP_PROTOCOL"] || "http/json";
  if (protocol !== "http/json") {
    throw new SettingError(
      `The setting OTEL_EXPORTER_OTLP_PROTOCOL must be http/json, not ${protocol}: set it so, or remove it.`,
    );
  }
  const headers = pairs(env, "OTEL_EXPORTER_OTLP_HEADERS");
  // Headers are keys, as a rule. A collector beside the app that asks for none may be reached over http.
  if (Object.keys(headers).length > 0) checkTransport(endpointName, endpoint);
  return { endpoint, headers };
}

/** The fields of `Name=value;Name=value`, names in small letters. */
function fieldsOf(text: string): Map<string, string> {
  return new Map(
    text.split(";").flatMap((part) => {
      const at = part.indexOf("=");
      return at < 1 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const];
    }),
  );
}

/** `name=value,name=value`, percent-encoded, as OpenTelemetry has lists in settings. */
function pairs(env: Environment, name: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of (env[name] ?? "").split(",")) {
    if (part.trim() === "") continue;
    const at = part.indexOf("=");
    const key = part.slice(0, at).trim();
    if (at < 1 || key === "") {
      throw new SettingError(`The setting ${name} must be name=value,name=value; each part needs its =.`);
    }
    found[key] = decoded(name, part.slice(at + 1).trim());
  }
  return found;
}

function decoded(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SettingError(`The setting ${name} must be percent-encoded: a % in a value is written %25.`);
  }
}

function flag(env: Environment, name: string): boolean {
  const text = (env[name] || "false").toLowerCase();
  if (text === "true" || text === "false") return text === "true";
  throw new SettingError(`The setting ${name} must be true or false, not ${text}.`);
}

function numberIn(
  env: Environment,
  name: string,
  fallback: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw new SettingError(`The setting ${name} must be a number from ${least} to ${most}, not ${text}.`);
}
