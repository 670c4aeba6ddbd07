import type { Keys } from "./keys.ts";

/** Where the parts of a local Azure listen. */
export interface Addresses {
  readonly cosmos: string;
  readonly eventgrid: string;
  readonly blobs: { readonly connectionString: string };
}

/**
 * The app settings of the function app: what `local.settings.json` holds under `Values`, and what stands in the Function
 * App's configuration on Azure. The application reads nothing else, so it cannot tell where it runs.
 */
export function appSettings(at: Addresses, keys: Keys, database: string, topic: string): Record<string, string> {
  return {
    FUNCTIONS_WORKER_RUNTIME: "node",
    AzureWebJobsStorage: at.blobs.connectionString,
    Cosmos: `AccountEndpoint=${at.cosmos}/;AccountKey=${keys.cosmos};`,
    CosmosDatabase: database,
    EventGridTopicEndpoint: `${at.eventgrid}/topics/${topic}/api/events`,
    EventGridTopicKey: keys.eventgrid,
    FeedPollDelay: "50",
    // Azure's intervals fit machines that come and go over minutes. Here a second host shall have its share at once, and
    // the work of a killed one shall not lie about for a minute.
    LeaseAcquireInterval: "1000",
    LeaseRenewInterval: "2000",
    LeaseExpirationInterval: "8000",
  };
}
