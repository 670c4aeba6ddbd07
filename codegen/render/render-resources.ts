import { printJson } from "../json/json.ts";
import { retryPolicyOf } from "../model/build-contract.ts";
import { type Contract, eventsOfProcess, type Message, type ReadModel, typeOf } from "../model/contract.ts";
import { kebabCase } from "../model/names.ts";
import { containerOf, processFunction, reactionFunction } from "../plan/plan.ts";

const day = 86_400;
/** How long documents of the platform's own containers are kept, milliseconds. */
export const keptFor = { commands: 90 * day * 1000, notifications: 30 * day * 1000, inbox: 7 * day * 1000 } as const;
/** Event Grid's limits for a subscription's retries: how often, and for how many minutes. */
export const mostAttempts = 30;
export const mostMinutes = 1_440;

/** A Cosmos container, in the words of its REST API and of the models of Azure Resource Manager. */
export interface ContainerResource {
  readonly id: string;
  readonly partitionKey: { readonly paths: readonly string[]; readonly kind: "Hash"; readonly version: 2 };
  readonly uniqueKeyPolicy?: { readonly uniqueKeys: readonly { readonly paths: readonly string[] }[] };
  /** Seconds; -1: items expire only when they say so. */
  readonly defaultTtl?: number;
  readonly indexingPolicy: {
    readonly indexingMode: "consistent";
    readonly automatic: true;
    readonly includedPaths: readonly { readonly path: string }[];
    readonly excludedPaths: readonly { readonly path: string }[];
  };
}

/** An Event Grid subscription that delivers to a function of the app. */
export interface SubscriptionResource {
  readonly name: string;
  readonly functionName: string;
  readonly filter: {
    readonly includedEventTypes: readonly string[];
    readonly advancedFilters?: readonly {
      readonly operatorType: "StringNotEndsWith";
      readonly key: string;
      readonly values: readonly string[];
    }[];
  };
  readonly retryPolicy: { readonly maxDeliveryAttempts: number; readonly eventTimeToLiveInMinutes: number };
  /** Blob container for what could not be delivered. */
  readonly deadLetterContainer?: string;
}

/** What has to exist on Azure, real or local, before the app runs. */
export interface Resources {
  readonly database: string;
  readonly containers: readonly ContainerResource[];
  readonly topic: { readonly name: string; readonly inputSchema: "CloudEventSchemaV1_0" };
  readonly subscriptions: readonly SubscriptionResource[];
}

/** The one source of what the local Azure is set up with (`resources.json`) and of what is deployed (`azure/deployment.json`). */
export function resourcesOf(contract: Contract): Resources {
  return {
    database: contract.name,
    containers: [
      ...platformContainers(),
      ...(contract.processes.length === 0 ? [] : [inbox()]),
      ...contract.readModels.map(readModelContainer),
    ],
    topic: { name: contract.topic, inputSchema: "CloudEventSchemaV1_0" },
    subscriptions: [
      ...contract.reactions.map((reaction) =>
        subscription(contract, reaction, reactionFunction(reaction), reaction.on),
      ),
      ...contract.processes.map((process) =>
        subscription(contract, process, processFunction(process), eventsOfProcess(process)),
      ),
    ],
  };
}

/** The same as the file that the local Azure reads. */
export function renderResources(contract: Contract): string {
  return printJson({ $comment: "Generated. Do not edit.", ...resourcesOf(contract) });
}

function subscription(
  contract: Contract,
  { name, retry }: { readonly name: string; readonly retry: string | undefined },
  functionName: string,
  events: readonly string[],
): SubscriptionResource {
  const { attempts, timeToLive, deadLetter } = retryPolicyOf(contract, retry);
  const types = contract.messages.filter((message) => events.includes(message.name));
  return {
    name: kebabCase(name),
    functionName,
    filter: filterOf(contract, types),
    retryPolicy: {
      maxDeliveryAttempts: Math.min(mostAttempts, Math.max(1, attempts)),
      eventTimeToLiveInMinutes: Math.min(mostMinutes, Math.max(1, Math.floor(timeToLive / 60_000))),
    },
    ...(deadLetter ? { deadLetterContainer: "dead-letters" } : {}),
  };
}

/**
 * What a handler of the app gets: each event once. It takes all known versions, since what was published before a deployment may
 * be on its way still; but of one event only the version that has the event's own id.
 */
function filterOf(contract: Contract, messages: readonly Message[]): SubscriptionResource["filter"] {
  const versions = messages.flatMap((message) =>
    [...message.earlier, message].map(({ version }) => ({ message, version })),
  );
  const includedEventTypes = versions.map(({ message, version }) => typeOf(contract, message, version));
  const known = messages.flatMap(({ earlier, version }) =>
    earlier.length === 0 ? [] : [...earlier.map((each) => each.version), version],
  );
  if (known.length === 0) return { includedEventTypes };
  const values = [...new Set(known)].sort((a, b) => a - b).map((version) => `~v${version}`);
  return {
    includedEventTypes,
    advancedFilters: [{ operatorType: "StringNotEndsWith" as const, key: "eventid", values }],
  };
}

/** The containers of the platform itself, the same for every contract. */
function platformContainers(): readonly ContainerResource[] {
  const payloads = ["/envelope/data/*", "/data/*"];
  return [
    container("commands", "/streamid", { defaultTtl: keptFor.commands / 1000, notIndexed: payloads }),
    container("outcomes", "/id", { defaultTtl: keptFor.commands / 1000, notIndexed: ["/*"] }),
    container("events", "/streamid", {
      defaultTtl: -1,
      uniqueKeys: ["/causationid", "/causationindex"],
      notIndexed: payloads,
    }),
    container("snapshots", "/id", { notIndexed: ["/*"] }),
    container("notifications", "/recipient", { defaultTtl: keptFor.notifications / 1000, notIndexed: payloads }),
    container("dead-letters", "/streamid", { notIndexed: [...payloads, "/message/*"] }),
    container("leases", "/id", { notIndexed: ["/*"] }),
  ];
}

/** Events that came before the instance that waits for them. An instance that never starts leaves nothing for good. */
function inbox(): ContainerResource {
  return container("inbox", "/instance", {
    defaultTtl: keptFor.inbox / 1000,
    indexed: ["/instance/?"],
    notIndexed: ["/*"],
  });
}

/** A read model is queried by its document's fields, so all of them are indexed. */
function readModelContainer(readModel: ReadModel): ContainerResource {
  return container(containerOf(readModel), "/partition", { notIndexed: ["/seen/*"] });
}

interface Options {
  /** Seconds; -1: items expire only when they say so. */
  readonly defaultTtl?: number;
  readonly uniqueKeys?: readonly string[];
  /** What is indexed when not all is. */
  readonly indexed?: readonly string[];
  readonly notIndexed: readonly string[];
}

function container(id: string, partitionKey: string, options: Options): ContainerResource {
  const { defaultTtl, uniqueKeys, indexed = [], notIndexed } = options;
  const all = notIndexed.includes("/*");
  return {
    id,
    partitionKey: { paths: [partitionKey], kind: "Hash", version: 2 },
    ...(uniqueKeys === undefined ? {} : { uniqueKeyPolicy: { uniqueKeys: [{ paths: uniqueKeys }] } }),
    ...(defaultTtl === undefined ? {} : { defaultTtl }),
    indexingPolicy: {
      indexingMode: "consistent",
      automatic: true,
      includedPaths: (all ? indexed : ["/*"]).map((path) => ({ path })),
      excludedPaths: [...notIndexed, ...(all ? [] : ['/"_etag"/?'])].map((path) => ({ path })),
    },
  };
}
