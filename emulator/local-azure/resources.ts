import { readFileSync } from "node:fs";

/** What has to exist on an Azure, real or local, before the app runs. The generator writes it from the contract. */
export interface Resources {
  readonly database: string;
  readonly containers: readonly ContainerResource[];
  readonly topic: { readonly name: string };
  readonly subscriptions: readonly SubscriptionResource[];
}

/** A Cosmos container, in the words of its REST API. */
export interface ContainerResource {
  readonly id: string;
  readonly partitionKey: { readonly paths: readonly string[]; readonly kind?: string; readonly version?: number };
  readonly uniqueKeyPolicy?: { readonly uniqueKeys: readonly { readonly paths: readonly string[] }[] };
  /** Seconds; -1: items never expire unless they say so. */
  readonly defaultTtl?: number;
  readonly indexingPolicy?: Readonly<Record<string, unknown>>;
}

/** An Event Grid subscription that delivers to a function of the app. */
export interface SubscriptionResource {
  readonly name: string;
  readonly functionName: string;
  readonly filter: {
    readonly includedEventTypes: readonly string[];
    readonly advancedFilters?: readonly Readonly<Record<string, unknown>>[];
  };
  readonly retryPolicy: { readonly maxDeliveryAttempts: number; readonly eventTimeToLiveInMinutes: number };
  /** Blob container for what could not be delivered. */
  readonly deadLetterContainer?: string;
}

/** Reads the resources file of an app. */
export function readResources(file: string): Resources {
  return JSON.parse(readFileSync(file, "utf8")) as Resources;
}
