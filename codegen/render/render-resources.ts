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

/** What has to exist on Azure before the app runs: containers, the topic and its subscriptions. */
export function renderResources(contract: Contract): string {
  return printJson({
    $comment: "Generated. Do not edit.",
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
  });
}

function subscription(
  contract: Contract,
  { name, retry }: { readonly name: string; readonly retry: string | undefined },
  functionName: string,
  events: readonly string[],
): object {
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
function filterOf(contract: Contract, messages: readonly Message[]): object {
  const versions = messages.flatMap((message) =>
    [...message.earlier, message].map(({ version }) => ({ message, version })),
  );
  const includedEventTypes = versions.map(({ message, version }) => typeOf(contract, message, version));
  const known = messages.flatMap(({ earlier, version }) =>
    earlier.length === 0 ? [] : [...earlier.map((each) => each.version), version],
  );
  if (known.length === 0) return { includedEventTypes };
  const values = [...new Set(known)].sort((a, b) => a - b).map((version) => `~v${version}`);
  return { includedEventTypes, advancedFilters: [{ operatorType: "StringNotEndsWith", key: "eventid", values }] };
}

/** The containers of the platform itself, the same for every contract. */
function platformContainers(): readonly object[] {
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
function inbox(): object {
  return container("inbox", "/instance", {
    defaultTtl: keptFor.inbox / 1000,
    indexed: ["/instance/?"],
    notIndexed: ["/*"],
  });
}

/** A read model is queried by its document's fields, so all of them are indexed. */
function readModelContainer(readModel: ReadModel): object {
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

function container(id: string, partitionKey: string, options: Options): object {
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
