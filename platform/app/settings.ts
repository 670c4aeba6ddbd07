import { SettingError } from "./setting-error.ts";

/** Settings as the environment has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A managed identity: the system-assigned one, unless `clientId` names another. */
export interface ManagedIdentity {
  readonly clientId?: string;
}

/** How a service is told who asks: with a key of its own, or with tokens of an identity that has a role there. */
export type Access = { readonly key: string } | { readonly identity: ManagedIdentity };

/** Where the Cosmos account is. */
export type CosmosSettings = Access & {
  readonly endpoint: string;
  readonly database: string;
};

/** Where public events go. */
export type EventGridSettings = Access & {
  readonly endpoint: string;
};

/** How change feeds are read. */
export interface FeedSettings {
  /** Wait between two looks at an idle feed, milliseconds. */
  readonly pollDelay: number;
  /** Most documents of one batch. */
  readonly maxItems: number;
  /** How leases are taken, kept and lost, milliseconds; what is not set is as Azure has it: 13 s, 17 s, 60 s. */
  readonly leases: {
    readonly leaseAcquireInterval?: number;
    readonly leaseRenewInterval?: number;
    readonly leaseExpirationInterval?: number;
  };
}

/**
 * Reads the settings of Cosmos: `Cosmos`, a connection string with a key, or in its place `Cosmos__accountEndpoint` (and
 * `Cosmos__clientId` for a user-assigned identity), as Azure Functions names them for its triggers.
 * @throws SettingError naming the setting and the fix
 */
export function cosmosSettings(env: Environment, serviceName: string): CosmosSettings {
  const database = env["CosmosDatabase"] || serviceName;
  const account = env["Cosmos__accountEndpoint"];
  if (account && !env["Cosmos"]) {
    checkTokenTransport("Cosmos__accountEndpoint", account);
    return { endpoint: account, identity: managedIdentity(env, "Cosmos__clientId"), database };
  }
  const meaning = "the account's connection string, AccountEndpoint=…;AccountKey=…; (or Cosmos__accountEndpoint)";
  const connection = required(env, "Cosmos", meaning);
  const parts = new Map(
    connection.split(";").flatMap((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const];
    }),
  );
  const endpoint = parts.get("accountendpoint");
  const key = parts.get("accountkey");
  if (!endpoint || !key) {
    throw new SettingError("The setting Cosmos must be a connection string: AccountEndpoint=…;AccountKey=…;");
  }
  checkTransport("Cosmos", endpoint);
  return { endpoint, key, database };
}

/**
 * Reads the settings of Event Grid. Without `EventGridTopicKey` an identity publishes, which only an https topic takes:
 * the system-assigned one, or that of `EventGrid__clientId`.
 * @throws SettingError naming the setting and the fix
 */
export function eventGridSettings(env: Environment): EventGridSettings {
  const endpoint = required(env, "EventGridTopicEndpoint", "the topic's endpoint, https://…/api/events");
  checkTransport("EventGridTopicEndpoint", endpoint);
  if (!env["EventGridTopicKey"] && endpoint.startsWith("https:")) {
    return { endpoint, identity: managedIdentity(env, "EventGrid__clientId") };
  }
  const key = required(env, "EventGridTopicKey", "one of the topic's access keys");
  return { endpoint, key };
}

/**
 * Reads how change feeds are followed.
 * @throws SettingError when a value is not a whole number in range
 */
export function feedSettings(env: Environment): FeedSettings {
  return {
    pollDelay: wholeNumber(env, "FeedPollDelay", 500, 10, 60_000),
    maxItems: wholeNumber(env, "FeedMaxItems", 100, 1, 1000),
    leases: {
      ...optional(env, "leaseAcquireInterval", "LeaseAcquireInterval"),
      ...optional(env, "leaseRenewInterval", "LeaseRenewInterval"),
      ...optional(env, "leaseExpirationInterval", "LeaseExpirationInterval"),
    },
  };
}

/**
 * Reads how long a wait before another try may hold up a batch, milliseconds: a longer one is kept with the message.
 * @throws SettingError when the value is not a whole number in range
 */
export function longestRetryWait(env: Environment): number {
  return wholeNumber(env, "LongestRetryWait", 10_000, 0, 60_000);
}

/** Whether an endpoint is this machine by its literal name, the only one that keys may reach without TLS. */
export function isLoopback(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost");
}

/** The identity whose client id a setting names; the system-assigned one where the setting is empty. */
export function managedIdentity(env: Environment, setting: string): ManagedIdentity {
  const clientId = env[setting];
  return clientId ? { clientId } : {};
}

function optional<Name extends string>(
  env: Environment,
  name: Name,
  setting: string,
): { readonly [K in Name]?: number } {
  if (!env[setting]) return {};
  return { [name]: wholeNumber(env, setting, 0, 100, 600_000) } as { readonly [K in Name]?: number };
}

function required(env: Environment, name: string, meaning: string): string {
  const value = env[name];
  if (value) return value;
  throw new SettingError(
    `The setting ${name} is missing: ${meaning}. Set it in the app settings, or in local.settings.json under Values.`,
  );
}

/**
 * Checks where keys are sent.
 * @throws SettingError when it is neither https nor this machine
 */
export function checkTransport(name: string, endpoint: string): void {
  if (!URL.canParse(endpoint)) throw new SettingError(`The setting ${name} holds no valid URL.`);
  if (!endpoint.startsWith("https:") && !isLoopback(endpoint)) {
    throw new SettingError(`The setting ${name} must use https; http is for 127.0.0.1 and localhost only.`);
  }
}

function checkTokenTransport(name: string, endpoint: string): void {
  if (!URL.canParse(endpoint)) throw new SettingError(`The setting ${name} holds no valid URL.`);
  if (!endpoint.startsWith("https:")) {
    throw new SettingError(`The setting ${name} must use https: an identity's token is sent over nothing else.`);
  }
}

function wholeNumber(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new SettingError(`The setting ${name} must be a whole number from ${least} to ${most}, not ${text}.`);
}
