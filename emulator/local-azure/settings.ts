import { localScope, topicId } from "../eventgrid/topics/model.ts";
import type { Keys } from "./keys.ts";
import type { Secure } from "./secure.ts";

/** Where the parts of a local Azure listen. */
export interface Addresses {
  readonly cosmos: string;
  readonly eventgrid: string;
  readonly blobs: { readonly connectionString: string; readonly account: string };
}

/**
 * The app settings of the function app: what `local.settings.json` holds under `Values`, and what stands in the Function
 * App's configuration on Azure. The application reads nothing else, so it cannot tell where it runs.
 * @param secure given: the app reaches everything with its identity, and has no keys
 */
export function appSettings(
  at: Addresses,
  keys: Keys,
  database: string,
  topic: string,
  secure?: Pick<Secure, "settings">,
): Record<string, string> {
  const cosmos =
    secure === undefined
      ? { Cosmos: `AccountEndpoint=${at.cosmos}/;AccountKey=${keys.cosmos};` }
      : { Cosmos__accountEndpoint: `${at.cosmos}/`, ...secure.settings };
  const storage = secure === undefined ? keyedStorage(at.blobs) : identityStorage(at.blobs);
  const topicKey = secure === undefined ? { EventGridTopicKey: keys.eventgrid } : {};
  return {
    FUNCTIONS_WORKER_RUNTIME: "node",
    ...storage,
    ...cosmos,
    CosmosDatabase: database,
    EventGridTopicEndpoint: `${at.eventgrid}/topics/${topic}/api/events`,
    ...topicKey,
    EventGridManagement: `${at.eventgrid}${topicId({ name: topic, ...localScope })}`,
    FeedPollDelay: "50",
    // Azure's intervals fit machines that come and go over minutes. Here a second host shall have its share at once, and
    // the work of a killed one shall not lie about for a minute.
    LeaseAcquireInterval: "1000",
    LeaseRenewInterval: "2000",
    LeaseExpirationInterval: "8000",
  };
}

const keyedStorage = ({ connectionString }: Addresses["blobs"]) => ({
  AzureWebJobsStorage: connectionString,
  EventGridDeadLetterStorage: connectionString,
});

/** As Azure Functions names them for the host's own storage. */
const identityStorage = ({ account }: Addresses["blobs"]) => ({
  AzureWebJobsStorage__accountName: account.slice(account.lastIndexOf("/") + 1),
  AzureWebJobsStorage__blobServiceUri: account,
  AzureWebJobsStorage__credential: "managedidentity",
  EventGridDeadLetterStorage__blobServiceUri: account,
});
