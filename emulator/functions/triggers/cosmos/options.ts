import type { FunctionInfo } from "../../function-info.ts";
import type { FeedStart } from "./ports.ts";

/** The options of a Cosmos DB trigger, with the defaults of the Functions extension. Durations are milliseconds. */
export interface CosmosTriggerOptions {
  readonly connection: string;
  readonly database: string;
  readonly container: string;
  readonly leaseConnection: string;
  readonly leaseDatabase: string;
  readonly leaseContainer: string;
  readonly leasePrefix: string;
  readonly createLeaseContainer: boolean;
  readonly leaseThroughput: number | undefined;
  readonly start: FeedStart;
  readonly maxItems: number;
  readonly pollDelay: number;
  readonly acquireInterval: number;
  readonly renewInterval: number;
  readonly expirationInterval: number;
}

/**
 * Reads a trigger's options; numbers and switches may be text, as settings are.
 * @throws naming the function, the option and what it must be
 */
export function readCosmosOptions({ name, trigger }: FunctionInfo): CosmosTriggerOptions {
  const wrong = (option: string, must: string) => new Error(`Function "${name}": "${option}" must be ${must}.`);
  const text = (option: string, otherwise?: string): string => {
    const value = trigger[option] ?? otherwise;
    if (typeof value !== "string" || value === "") throw wrong(option, "a name");
    return value;
  };
  const number = (option: string, otherwise: number): number => {
    const value = trigger[option];
    if (value === undefined || value === "") return otherwise;
    const found = Number(value);
    if (!Number.isInteger(found) || found < 0) throw wrong(option, "a whole number");
    return found;
  };
  const flag = (option: string): boolean => /^true$/i.test(String(trigger[option] ?? false));

  const mode = String(trigger["changeFeedMode"] ?? "LatestVersion");
  if (mode.toLowerCase() !== "latestversion") {
    throw new Error(
      `Function "${name}": changeFeedMode "${mode}" is not supported by this local host; use LatestVersion.`,
    );
  }
  const connection = text("connection", "CosmosDB");
  const database = text("databaseName");
  const throughput = number("leasesContainerThroughput", 0);
  return {
    connection,
    database,
    container: text("containerName"),
    leaseConnection: text("leaseConnection", connection),
    leaseDatabase: text("leaseDatabaseName", database),
    leaseContainer: text("leaseContainerName", "leases"),
    leasePrefix: String(trigger["leaseContainerPrefix"] ?? ""),
    createLeaseContainer: flag("createLeaseContainerIfNotExists"),
    leaseThroughput: throughput > 0 ? throughput : undefined,
    start: startOf(trigger["startFromTime"], flag("startFromBeginning"), () => wrong("startFromTime", "an ISO time")),
    maxItems: number("maxItemsPerInvocation", 100) || 100,
    pollDelay: number("feedPollDelay", 5_000),
    acquireInterval: number("leaseAcquireInterval", 13_000),
    renewInterval: number("leaseRenewInterval", 17_000),
    expirationInterval: number("leaseExpirationInterval", 60_000),
  };
}

function startOf(time: unknown, beginning: boolean, wrong: () => Error): FeedStart {
  if (time !== undefined && time !== "") {
    const at = Date.parse(String(time));
    if (Number.isNaN(at)) throw wrong();
    return { kind: "time", at };
  }
  return { kind: beginning ? "beginning" : "now" };
}
