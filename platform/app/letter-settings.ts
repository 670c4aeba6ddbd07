import { SettingError } from "./setting-error.ts";
import { checkTransport, type Environment, type ManagedIdentity, managedIdentity } from "./settings.ts";

/** Where Event Grid's dead letters are, and when they are looked for. */
export interface LetterBlobSettings {
  /** A connection string, or the address of the blob service that an identity has a role for. */
  readonly account: { readonly connection: string } | { readonly service: string; readonly identity: ManagedIdentity };
  readonly container: string;
  /** NCRONTAB, as timer triggers have it. */
  readonly schedule: string;
}

/** Where the topic is managed. */
export interface ManagementSettings {
  /** The topic's resource: `https://management.azure.com/subscriptions/…/topics/<name>`. */
  readonly topic: string;
  /** Key of a local Event Grid; a real one takes tokens only. */
  readonly key?: string;
  /** Whose tokens are sent where there is no key. Default: the system-assigned identity. */
  readonly identity?: ManagedIdentity;
}

/** The name of the setting that turns the intake on. */
const storage = "EventGridDeadLetterStorage";

/**
 * Reads where Event Grid's dead letters are: a connection string, or the account's name or address for an identity. Undefined
 * when the app is not told, and then does not look for any.
 * @throws SettingError naming the setting and the fix
 */
export function letterBlobSettings(env: Environment): LetterBlobSettings | undefined {
  const connection = env[storage];
  const name = env[`${storage}__accountName`];
  const service = env[`${storage}__blobServiceUri`] || (name ? `https://${name}.blob.core.windows.net` : undefined);
  if (!connection && !service) return undefined;
  const container = env["EventGridDeadLetterContainer"] || "dead-letters";
  if (!/^[a-z0-9](?:-?[a-z0-9]){2,62}$/.test(container)) {
    throw new SettingError(`The setting EventGridDeadLetterContainer is no name of a blob container: ${container}.`);
  }
  const schedule = env["EventGridDeadLetterSchedule"] || "0 */5 * * * *";
  if (connection) return { account: { connection }, container, schedule };
  const address = service ?? "";
  if (!URL.canParse(address) || !address.startsWith("https:")) {
    throw new SettingError(`The setting ${storage}__blobServiceUri must be the https address of a blob service.`);
  }
  const identity = managedIdentity(env, `${storage}__clientId`);
  return { account: { service: address, identity }, container, schedule };
}

/**
 * Reads where the topic is managed; undefined when the app is not told, and then cannot deliver to subscribers itself.
 * @throws SettingError naming the setting and the fix
 */
export function managementSettings(env: Environment): ManagementSettings | undefined {
  const topic = env["EventGridManagement"]?.replace(/\/+$/, "");
  if (!topic) return undefined;
  checkTransport("EventGridManagement", topic);
  if (!/\/providers\/Microsoft\.EventGrid\/topics\/[^/?#]+$/i.test(topic)) {
    throw new SettingError(
      "The setting EventGridManagement must be the address of the topic's resource: https://management.azure.com" +
        "/subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/topics/<topic>.",
    );
  }
  // A key is for this machine only; whoever answers elsewhere gets a token that is good for one service.
  const key = topic.startsWith("https:") ? undefined : env["EventGridTopicKey"];
  return { topic, ...(key ? { key } : { identity: managedIdentity(env, "EventGrid__clientId") }) };
}
